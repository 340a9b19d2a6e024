#pragma once
#include <cstdint>
#include <type_traits>
#include <vector>

#include "reference/linalg/matrix.hpp"

/// Gaussian elimination with partial pivoting: in enclosures, and over the numbers that carry something besides.
namespace etalon::reference::linalg {

/// PA = LU.
template <class T>
struct Elimination {
  std::vector<std::int64_t> p;  ///< row i of PA is row p[i] of A
  bool odd = false;             ///< p is an odd permutation
  Tensor<T> l, u;               ///< m×k and k×n, k = min(m, n)
};

/// The pivot is the first of the largest entries of what remains of the column; where all of them are 0, L is 0 below its
/// diagonal. Every choice is proved: where enclosures overlap, by fraction-free elimination, in which nothing rounds at
/// enough bits. Throws Undecided when the precision does not suffice.
Elimination<Interval> eliminate(const Tensor<Interval>& a);

/// The same by the book, with the pivots that the enclosures choose.
template <Lifted T>
Elimination<T> eliminate(const Tensor<T>& a) {
  const Elimination<Interval> chosen = eliminate(enclosures(a));
  const std::int64_t rows = a.shape[0], columns = a.shape[1], order = chosen.u.shape[0];
  Elimination<T> out{chosen.p, chosen.odd, zeros<T>(rows, order), zeros<T>(order, columns)};
  Tensor<T> m = a;
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) m(i, j) = a(chosen.p[i], j);
  for (std::int64_t k = 0; k < order; ++k) {
    out.l(k, k) = T(1);
    for (std::int64_t j = k; j < columns; ++j) out.u(k, j) = m(k, j);
    if (chosen.u(k, k).is_zero()) {
      out.u(k, k) = T(0);  // as it is proved, though this elimination rounds
      continue;
    }
    for (std::int64_t i = k + 1; i < rows; ++i) {
      out.l(i, k) = m(i, k) / m(k, k);
      for (std::int64_t j = k + 1; j < columns; ++j) m(i, j) -= out.l(i, k) * m(k, j);
    }
  }
  return out;
}

/// Is some u_kk of the square matrix exactly 0?
template <class T>
bool is_singular(const Elimination<T>& factors) {
  for (std::int64_t k = 0; k < factors.u.shape[0]; ++k)
    if (enclosure(factors.u(k, k)).is_zero()) return true;
  return false;
}

/// ±Π u_kk of the square matrix.
template <class T>
T determinant(const Elimination<T>& factors) {
  if (is_singular(factors)) return 0;
  T product = factors.odd ? -1 : 1;
  for (std::int64_t k = 0; k < factors.u.shape[0]; ++k) product *= factors.u(k, k);
  return product;
}

/// x −= y·z; of enclosures in place.
void subtract_product(Interval& x, const Interval& y, const Interval& z, Interval& scratch);
template <Lifted T>
void subtract_product(T& x, const T& y, const T& z, T&) {
  x -= y * z;
}

/// X with AX = B, by L and U; A is not singular.
template <class T>
Tensor<T> solve(const Elimination<T>& factors, const Tensor<T>& b) {
  const std::int64_t n = b.shape[0], sides = b.shape[1];
  Tensor<T> x({n, sides});
  T scratch;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < sides; ++j) {
      if constexpr (std::is_same_v<T, Interval>) x(i, j) = b(factors.p[i], j) + 0;  // at the precision of the guard
      else x(i, j) = b(factors.p[i], j);
      for (std::int64_t k = 0; k < i; ++k) subtract_product(x(i, j), factors.l(i, k), x(k, j), scratch);
    }
  for (std::int64_t i = n; i-- > 0;)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t k = i + 1; k < n; ++k) subtract_product(x(i, j), factors.u(i, k), x(k, j), scratch);
      x(i, j) /= factors.u(i, i);
    }
  return x;
}

/// X with AᵀX = B: UᵀLᵀPX = B.
template <class T>
Tensor<T> solve_transposed(const Elimination<T>& factors, const Tensor<T>& b) {
  const std::int64_t n = b.shape[0], sides = b.shape[1];
  Tensor<T> y = b, x({n, sides});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t k = 0; k < i; ++k) y(i, j) -= factors.u(k, i) * y(k, j);
      y(i, j) /= factors.u(i, i);
    }
  for (std::int64_t i = n; i-- > 0;)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t k = i + 1; k < n; ++k) y(i, j) -= factors.l(k, i) * y(k, j);
      x(factors.p[i], j) = y(i, j);
    }
  return x;
}

/// max |u_ij|; times n it bounds every entry of |L||U|, as |l_ij| ≤ 1.
template <class T>
T largest_entry(const Tensor<T>& a) {
  T largest = 0;
  for (const T& x : a) largest = max(largest, abs(x));
  return largest;
}

}  // namespace etalon::reference::linalg
