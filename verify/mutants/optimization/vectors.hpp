#pragma once
#include "reference/contract/tensor.hpp"

/// What mutants of steps share.
namespace etalon::verify {

template <class T>
T dot(const Tensor<T>& x, const Tensor<T>& y) {
  T sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// A step that is so many times as long.
template <class T>
void scale_step(Tensor<T>& next, const Tensor<T>& x, T factor) {
  for (std::size_t i = 0; i < next.size(); ++i) next[i] = x[i] + factor * (next[i] - x[i]);
}

}  // namespace etalon::verify
