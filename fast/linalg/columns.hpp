#pragma once
#include <algorithm>
#include <vector>

#include "fast/backend/finite.hpp"
#include "reference/contract/tensor.hpp"

/// Between the rows of a tensor and LAPACK's columns.
namespace etalon::fast::linalg {

/// The rows×columns matrix, row by row, written column by column; in tiles, so that both sides stay in the cache.
template <class T>
void transpose(std::int64_t rows, std::int64_t columns, const T* from, T* to) {
  constexpr std::int64_t tile = 16;
  for (std::int64_t top = 0; top < rows; top += tile)
    for (std::int64_t left = 0; left < columns; left += tile)
      for (std::int64_t j = left; j < std::min(left + tile, columns); ++j)
        for (std::int64_t i = top; i < std::min(top + tile, rows); ++i) to[j * rows + i] = from[i * columns + j];
}

/// The entries of a matrix, column by column.
template <class T>
std::vector<T> columns(const Tensor<T>& a) {
  std::vector<T> out(a.size());
  transpose(a.shape[0], a.shape[1], a.data.data(), out.data());
  return out;
}

/// The m×n matrix with these entries, column by column.
template <class T>
Tensor<T> from_columns(const std::vector<T>& entries, std::int64_t m, std::int64_t n) {
  Tensor<T> a({m, n});
  transpose(n, m, entries.data(), a.data.data());
  return a;
}

template <class T>
bool all_finite(const Tensor<T>& a) {
  return backend::all_finite(a.data);
}

}  // namespace etalon::fast::linalg
