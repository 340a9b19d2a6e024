#pragma once
#include <algorithm>
#include <map>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"
#include "reference/scale/product.hpp"

/// Matrices of enclosures, for laws.
namespace etalon::verify {

using Matrix = Tensor<Interval>;

inline Matrix transpose(const Matrix& a) {
  Matrix t({a.shape[1], a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) t(j, i) = a(i, j);
  return t;
}

/// Exact where the entries are points, and quick where there are many: exact products over BLAS.
inline Matrix multiply(const Matrix& a, const Matrix& b) { return reference::scale::multiply(a, b); }

/// The first rows and columns.
inline Matrix block(const Matrix& a, std::int64_t rows, std::int64_t columns) {
  Matrix b({rows, columns});
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) b(i, j) = a(i, j);
  return b;
}

/// √Σ a_ij², of vectors too.
inline Interval frobenius_norm(const Tensor<Interval>& a) {
  Interval sum = 0;
  for (const Interval& x : a) sum += square(x);
  return sqrt(sum);
}

/// Laplace's expansion, row by row over the sets of columns already used: no division, 2ⁿ·n products.
inline Interval determinant(const Matrix& a) {
  const std::int64_t n = a.shape[0];
  std::map<std::uint64_t, Interval> minors{{0, Interval(1)}};
  for (std::int64_t i = 0; i < n; ++i) {
    std::map<std::uint64_t, Interval> wider;
    for (const auto& [used, minor] : minors) {
      bool negative = false;  // one change of sign for each used column to the right
      for (std::int64_t j = n; j-- > 0;)
        if (used >> j & 1) negative = !negative;
        else {
          Interval& sum = wider.try_emplace(used | std::uint64_t{1} << j, 0).first->second;
          const Interval term = minor * a(i, j);
          sum = negative ? sum - term : sum + term;
        }
    }
    minors = std::move(wider);
  }
  return minors.begin()->second;
}

/// [A; 0], with so many rows of zeros more.
inline Matrix with_rows(const Matrix& a, std::int64_t more) {
  Matrix taller({a.shape[0] + more, a.shape[1]});
  std::copy(a.begin(), a.end(), taller.begin());
  return taller;
}

}  // namespace etalon::verify
