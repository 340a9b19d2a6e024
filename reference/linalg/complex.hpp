#pragma once
#include <type_traits>

#include "reference/linalg/vectors.hpp"

namespace etalon::reference::linalg {

/// re + i·im, of approximations (Real) or of enclosures (Interval).
template <class N>
struct Complex {
  N re = 0, im = 0;

  friend Complex operator+(const Complex& a, const Complex& b) { return {a.re + b.re, a.im + b.im}; }
  friend Complex operator-(const Complex& a, const Complex& b) { return {a.re - b.re, a.im - b.im}; }
  friend Complex operator*(const Complex& a, const Complex& b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
  friend Complex operator*(const N& a, const Complex& b) { return {a * b.re, a * b.im}; }
  friend Complex operator/(const Complex& a, const N& b) { return {a.re / b, a.im / b}; }
  friend Complex operator/(const Complex& a, const Complex& b) { return a * conj(b) / norm2(b); }
  Complex operator-() const { return {-re, -im}; }

  friend Complex conj(const Complex& a) { return {a.re, -a.im}; }
  /// |a|²
  friend N norm2(const Complex& a) { return sum_of_squares(a.re, a.im); }
  friend N abs(const Complex& a) { return sqrt(norm2(a)); }

 private:
  static N sum_of_squares(const N& x, const N& y) {
    if constexpr (std::is_same_v<N, Interval>) return square(x) + square(y);
    else return x * x + y * y;
  }
};

}  // namespace etalon::reference::linalg
