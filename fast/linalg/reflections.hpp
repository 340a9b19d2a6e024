#pragma once
#include <algorithm>
#include <vector>

#include "fast/backend/lapack.hpp"
#include "reference/contract/tensor.hpp"

/// What is in the output of LAPACK's geqrf and geqp3.
namespace etalon::fast::linalg {

/// The first columns of the product of k reflections, by columns; both is what geqrf left, of m rows.
template <class T>
Storage<T> orthonormal(std::int64_t m, std::int64_t width, std::int64_t k, Storage<T> both, const Storage<T>& tau) {
  Storage<T> q = std::move(both);
  q.resize(m * k);
  q.resize(m * width);
  if (q.size() > 0) lapack::orgqr(static_cast<int>(m), static_cast<int>(width), static_cast<int>(k), q.data(), tau.data());
  return q;
}

/// R, of width×n.
template <class T>
Tensor<T> upper_triangle(std::int64_t width, std::int64_t m, std::int64_t n, const Storage<T>& both) {
  Tensor<T> r({width, n});
  for (std::int64_t j = 0; j < n; ++j)
    for (std::int64_t i = 0; i < std::min(width, j + 1); ++i) r(i, j) = both[j * m + i];
  return r;
}

}  // namespace etalon::fast::linalg
