#pragma once
#include <cmath>

namespace etalon::fast::calculus {

/// A value and its tangent: what a sweep runs on where second derivatives are wanted.
template <class T>
struct Pair {
  T value = 0, tangent = 0;
  Pair() = default;
  Pair(T v) : value(v) {}  // NOLINT: constants have no tangent
  Pair(T v, T t) : value(v), tangent(t) {}

  friend Pair operator+(Pair a, Pair b) { return {a.value + b.value, a.tangent + b.tangent}; }
  friend Pair operator-(Pair a, Pair b) { return {a.value - b.value, a.tangent - b.tangent}; }
  friend Pair operator*(Pair a, Pair b) { return {a.value * b.value, a.tangent * b.value + a.value * b.tangent}; }
  friend Pair operator/(Pair a, Pair b) {
    const T y = a.value / b.value;
    return {y, (a.tangent - y * b.tangent) / b.value};
  }
  friend Pair operator-(Pair a) { return {-a.value, -a.tangent}; }
  Pair& operator+=(Pair b) { return *this = *this + b; }
};

template <class T> T value_of(T x) { return x; }
template <class T> T value_of(Pair<T> x) { return x.value; }

// The functions of formulas, on floating-point numbers …
template <class T> T sigmoid(T x) {
  const T e = std::exp(-std::fabs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}
template <class T> T softplus(T x) { return std::fmax(x, T(0)) + std::log1p(std::exp(-std::fabs(x))); }
/// 1/cosh² x = 1 − tanh² x without cancellation.
template <class T> T sech2(T x) {
  const T e = std::exp(-2 * std::fabs(x));
  return 4 * e / ((1 + e) * (1 + e));
}
/// 2/√π·exp(−x²), the slope of erf.
template <class T> T erf_slope(T x) { return T(1.128379167095512573896158903121545172L) * std::exp(-x * x); }
/// xⁿ by squaring; of a negative power the reciprocal.
template <class T> T power(T x, long long n) { return std::pow(x, static_cast<T>(n)); }

// … and on pairs: value and slope.
template <class T> Pair<T> exp(Pair<T> x) { return {std::exp(x.value), std::exp(x.value) * x.tangent}; }
template <class T> Pair<T> log(Pair<T> x) { return {std::log(x.value), x.tangent / x.value}; }
template <class T> Pair<T> log1p(Pair<T> x) { return {std::log1p(x.value), x.tangent / (1 + x.value)}; }
template <class T> Pair<T> expm1(Pair<T> x) { return {std::expm1(x.value), std::exp(x.value) * x.tangent}; }
template <class T> Pair<T> sqrt(Pair<T> x) { return {std::sqrt(x.value), x.tangent / (2 * std::sqrt(x.value))}; }
template <class T> Pair<T> sin(Pair<T> x) { return {std::sin(x.value), std::cos(x.value) * x.tangent}; }
template <class T> Pair<T> cos(Pair<T> x) { return {std::cos(x.value), -std::sin(x.value) * x.tangent}; }
template <class T> Pair<T> sinh(Pair<T> x) { return {std::sinh(x.value), std::cosh(x.value) * x.tangent}; }
template <class T> Pair<T> cosh(Pair<T> x) { return {std::cosh(x.value), std::sinh(x.value) * x.tangent}; }
template <class T> Pair<T> tanh(Pair<T> x) { return {std::tanh(x.value), sech2(x.value) * x.tangent}; }
template <class T> Pair<T> sech2(Pair<T> x) { return {sech2(x.value), -2 * std::tanh(x.value) * sech2(x.value) * x.tangent}; }
template <class T> Pair<T> atan(Pair<T> x) { return {std::atan(x.value), x.tangent / (1 + x.value * x.value)}; }
template <class T> Pair<T> sigmoid(Pair<T> x) { return {sigmoid(x.value), sigmoid(x.value) * sigmoid(-x.value) * x.tangent}; }
template <class T> Pair<T> softplus(Pair<T> x) { return {softplus(x.value), sigmoid(x.value) * x.tangent}; }
template <class T> Pair<T> erf(Pair<T> x) { return {std::erf(x.value), erf_slope(x.value) * x.tangent}; }
template <class T> Pair<T> erf_slope(Pair<T> x) { return {erf_slope(x.value), -2 * x.value * erf_slope(x.value) * x.tangent}; }
template <class T> Pair<T> power(Pair<T> x, long long n) { return {power(x.value, n), n == 0 ? T(0) : static_cast<T>(n) * power(x.value, n - 1) * x.tangent}; }
template <class T> Pair<T> pow(Pair<T> x, Pair<T> y) {
  const T z = std::pow(x.value, y.value);
  return {z, y.value * std::pow(x.value, y.value - 1) * x.tangent + z * std::log(x.value) * y.tangent};
}
template <class T> Pair<T> atan2(Pair<T> y, Pair<T> x) {
  const T r2 = x.value * x.value + y.value * y.value;
  return {std::atan2(y.value, x.value), (x.value * y.tangent - y.value * x.tangent) / r2};
}

}  // namespace etalon::fast::calculus
