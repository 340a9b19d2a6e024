#pragma once
#include "fast/backend/blas.hpp"
#include "fast/linalg/columns.hpp"

namespace etalon::fast::linalg {

/// AB by BLAS.
template <class T>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
  Tensor<T> c({a.shape[0], b.shape[1]});
  backend::gemm(c.shape[0], c.shape[1], b.shape[0], a.data.data(), b.data.data(), c.data.data());
  return c;
}

template <class T>
Tensor<T> transposed(const Tensor<T>& a) {
  return from_columns(a.data, a.shape[1], a.shape[0]);
}

}  // namespace etalon::fast::linalg
