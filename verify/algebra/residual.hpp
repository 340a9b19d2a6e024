#pragma once
#include <optional>

#include "verify/algebra/matrix.hpp"

/// What the laws of linear algebra measure residuals with.
namespace etalon::verify {

/// Residuals are compared with bounds thousands of units above the last of these bits, relative to what cancels in them: a
/// sum of products need not be exact to be decided.
constexpr int residual_bits = 256;

inline Matrix absolute(const Matrix& a) {
  return map(a, [](const Interval& x) { return abs(x); });
}
inline Matrix subtract(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}
inline Matrix identity(std::int64_t n) {
  Matrix one({n, n}, std::vector<Interval>(n * n, Interval(0)));
  for (std::int64_t i = 0; i < n; ++i) one(i, i) = 1;
  return one;
}
/// max |a_ij|; 0 of an empty matrix.
inline Interval max_norm(const Matrix& a) {
  Interval largest = 0;
  for (const Interval& x : a) largest = max(largest, abs(x));
  return largest;
}
/// Column j alone, as a vector.
inline Matrix column(const Matrix& a, std::int64_t j) {
  Matrix x({a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i) x[i] = a(i, j);
  return x;
}
/// Σ |x_i|.
inline Interval one_norm(const Matrix& x) {
  Interval sum = 0;
  for (const Interval& entry : x) sum += abs(entry);
  return sum;
}

/// γ_c = cu/(1 − cu); nothing where cu ≥ 1: no theorem speaks of so large a matrix in so small a format.
inline std::optional<Interval> gamma(const Interval& c, const Interval& u) {
  const Interval cu = c * u;
  if (!(cu < 1).certainly()) return std::nullopt;
  return cu / (1 - cu);
}

/// Is it every number from 0 to its length − 1, once?
inline bool is_permutation(const Tensor<std::int64_t>& p) {
  std::vector<bool> seen(p.size(), false);
  for (const std::int64_t i : p) {
    if (i < 0 || i >= static_cast<std::int64_t>(p.size()) || seen[i]) return false;
    seen[i] = true;
  }
  return true;
}
/// PA: row i is row p[i] of A.
inline Matrix permute_rows(const Matrix& a, const Tensor<std::int64_t>& p) {
  Matrix pa(a.shape);
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) pa(i, j) = a(p[i], j);
  return pa;
}

}  // namespace etalon::verify
