#pragma once
#include "verify/trial/checks.hpp"
#include "verify/algebra/residual.hpp"

namespace etalon::verify {

/// Entries agree to many digits beside the largest of those expected.
inline void equal_entries(Checks& t, const Matrix& x, const Matrix& expected, const char* what) {
  const Interval size = max_norm(expected);
  for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(x[i], expected[i], size, what);
}

/// XY agrees with what is expected beside |X||Y|, entry by entry.
inline void equal_product(Checks& t, const Matrix& x, const Matrix& y, const Matrix& expected, const char* what) {
  const Matrix product = multiply(x, y), size = multiply(absolute(x), absolute(y));
  for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(product[i], expected[i], size[i], what);
}
/// The same of XYZ.
inline void equal_product(Checks& t, const Matrix& x, const Matrix& y, const Matrix& z, const Matrix& expected, const char* what) {
  const Matrix product = multiply(multiply(x, y), z), size = multiply(multiply(absolute(x), absolute(y)), absolute(z));
  for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(product[i], expected[i], size[i], what);
}

inline Matrix times(Matrix a, const Interval& factor) {
  for (Interval& x : a) x *= factor;
  return a;
}

/// G + Gᵀ.
inline Matrix plus_transpose(const Matrix& g) {
  const Matrix t = transpose(g);
  Matrix sum = g;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += t[i];
  return sum;
}
/// Nobody reads what stands above the diagonal: its gradient is 0.
inline void zero_above_the_diagonal(Checks& t, const Matrix& g) {
  for (std::int64_t i = 0; i < g.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < g.shape[1]; ++j) t.holds(g(i, j).is_zero(), "0 above the diagonal");
}

/// A derivative of n² entries is checked with a sweep for each: what large matrices show, the primal's cases do.
constexpr const char* too_many_sweeps = "a budget takes a sweep for each of its entries; what blocks of LAPACK do is tried on the primal";

}  // namespace etalon::verify
