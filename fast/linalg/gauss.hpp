#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"

namespace etalon::fast::linalg {

/// PA = LU: L below the diagonal and U on and above it, column by column. Row i was swapped with row swaps[i] − 1, in this
/// order.
template <class T>
struct Factors {
  Storage<T> entries;
  std::vector<int> swaps;
};

/// OpenBLAS multiplies by the reciprocal of a pivot. Where that overflows, or is subnormal and so has lost digits, the
/// elimination of the textbook divides instead.
template <class T>
Factors<T> factor(const Tensor<T>& given) {
  const std::int64_t m = given.shape[0], n = given.shape[1];
  Factors<T> factors{columns(given), {}};
  auto& [a, swaps] = factors;
  const std::int64_t order = std::min(m, n);
  const T smallest = std::numeric_limits<T>::min();
  swaps.resize(order);
  lapack::getrf(static_cast<int>(m), static_cast<int>(n), a.data(), swaps.data());
  bool sound = true;
  for (std::int64_t k = 0; k < order; ++k) {
    const T pivot = std::fabs(a[k * m + k]);
    sound = sound && (pivot == 0 || (pivot >= smallest && pivot <= 1 / smallest));
  }
  if (sound) return factors;

  a = columns(given);
  for (std::int64_t k = 0; k < order; ++k) {
    std::int64_t pivot = k;
    for (std::int64_t i = k + 1; i < m; ++i)
      if (std::fabs(a[k * m + i]) > std::fabs(a[k * m + pivot])) pivot = i;
    swaps[k] = static_cast<int>(pivot + 1);
    for (std::int64_t j = 0; j < n; ++j) std::swap(a[j * m + k], a[j * m + pivot]);
    if (a[k * m + k] == 0) continue;
    for (std::int64_t i = k + 1; i < m; ++i) a[k * m + i] /= a[k * m + k];
    for (std::int64_t j = k + 1; j < n; ++j)
      for (std::int64_t i = k + 1; i < m; ++i) a[j * m + i] -= a[k * m + i] * a[j * m + k];
  }
  return factors;
}

/// X with AᵀX = B, in place of B, by columns: UᵀLᵀPX = B; the columns of U and L lie side by side.
template <class T>
void solve_transposed(std::int64_t n, const Factors<T>& factors, Storage<T>& b) {
  const Storage<T>& a = factors.entries;
  for (auto x = b.begin(); x != b.end(); x += n) {
    for (std::int64_t i = 0; i < n; ++i) {
      for (std::int64_t k = 0; k < i; ++k) x[i] -= a[i * n + k] * x[k];
      x[i] /= a[i * n + i];
    }
    for (std::int64_t i = n; i-- > 0;)
      for (std::int64_t k = i + 1; k < n; ++k) x[i] -= a[i * n + k] * x[k];
    for (std::int64_t k = n; k-- > 0;) std::swap(x[k], x[factors.swaps[k] - 1]);
  }
}

/// Is some u_kk of the n×n factors exactly 0?
template <class T>
bool has_zero_pivot(std::int64_t n, const Storage<T>& factors) {
  for (std::int64_t k = 0; k < n; ++k)
    if (factors[k * n + k] == 0) return true;
  return false;
}

/// −1 for an odd number of swaps.
inline int parity(const std::vector<int>& swaps) {
  int sign = 1;
  for (std::size_t k = 0; k < swaps.size(); ++k)
    if (swaps[k] != static_cast<int>(k + 1)) sign = -sign;
  return sign;
}

}  // namespace etalon::fast::linalg
