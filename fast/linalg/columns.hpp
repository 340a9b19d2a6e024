#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "fast/backend/finite.hpp"
#include "reference/contract/tensor.hpp"

/// Between the rows of a tensor and LAPACK's columns.
namespace etalon::fast::linalg {

constexpr std::int64_t tile = 16;  // both sides of a transposition stay in the cache

/// The rows×columns matrix, row by row, written column by column.
template <class T>
void transpose(std::int64_t rows, std::int64_t columns, const T* from, T* to) {
  for (std::int64_t top = 0; top < rows; top += tile)
    for (std::int64_t left = 0; left < columns; left += tile)
      for (std::int64_t j = left; j < std::min(left + tile, columns); ++j)
        for (std::int64_t i = top; i < std::min(top + tile, rows); ++i) to[j * rows + i] = from[i * columns + j];
}

/// The same of an n×n matrix in place.
template <class T>
void transpose(std::int64_t n, T* a) {
  for (std::int64_t top = 0; top < n; top += tile)
    for (std::int64_t left = 0; left <= top; left += tile)
      for (std::int64_t i = top; i < std::min(top + tile, n); ++i)
        for (std::int64_t j = left; j < std::min(left + tile, i); ++j) std::swap(a[i * n + j], a[j * n + i]);
}

/// The entries of a matrix, column by column.
template <class T>
Storage<T> columns(const Tensor<T>& a) {
  const std::int64_t m = a.shape[0], n = a.shape[1];
  if (m == n) {
    Storage<T> out = a.data;
    transpose(n, out.data());
    return out;
  }
  Storage<T> out(a.size());
  transpose(m, n, a.data.data(), out.data());
  return out;
}

/// The m×n matrix with these entries, column by column.
template <class T>
Tensor<T> from_columns(Storage<T> entries, std::int64_t m, std::int64_t n) {
  if (m == n) {
    transpose(n, entries.data());
    return Tensor<T>({m, n}, std::move(entries));
  }
  Tensor<T> a({m, n});
  transpose(n, m, entries.data(), a.data.data());
  return a;
}

template <class T>
bool all_finite(const Tensor<T>& a) {
  return backend::all_finite(a.data);
}

}  // namespace etalon::fast::linalg
