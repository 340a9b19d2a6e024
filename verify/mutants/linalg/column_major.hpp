#pragma once
#include "reference/contract/tensor.hpp"

namespace etalon::verify {

/// The entries, which are row-major, read as if the first axis were the fastest: Fortran's order.
template <class T>
Tensor<T> read_column_major(const Tensor<T>& x) {
  Tensor<T> y = x;
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::int64_t rest = static_cast<std::int64_t>(i), stride = static_cast<std::int64_t>(x.size()), at = 0;
    for (std::size_t d = x.rank(); d-- > 0; rest /= x.shape[d]) at += rest % x.shape[d] * (stride /= x.shape[d]);
    y[i] = x[at];
  }
  return y;
}

}  // namespace etalon::verify
