#pragma once
#include <cmath>
#include <vector>

#include "reference/contract/tensor.hpp"

/// Between the rows of a tensor and LAPACK's columns.
namespace etalon::fast::linalg {

/// The entries of a matrix, column by column.
template <class T>
std::vector<T> columns(const Tensor<T>& a) {
  const std::int64_t m = a.shape[0], n = a.shape[1];
  std::vector<T> out(a.size());
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) out[j * m + i] = a(i, j);
  return out;
}

/// The m×n matrix with these entries, column by column.
template <class T>
Tensor<T> from_columns(const std::vector<T>& entries, std::int64_t m, std::int64_t n) {
  Tensor<T> a({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) a(i, j) = entries[j * m + i];
  return a;
}

template <class T>
bool all_finite(const Tensor<T>& a) {
  for (const T x : a)
    if (!std::isfinite(x)) return false;
  return true;
}

}  // namespace etalon::fast::linalg
