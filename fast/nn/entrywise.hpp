#pragma once
#include "reference/contract/tensor.hpp"

namespace etalon::fast::nn {

/// f(xᵢ, ȳᵢ) for every entry: x̄ of a function of one tensor.
template <class T, class F>
Tensor<T> pullback(const Tensor<T>& x, const Tensor<T>& cotangent, F f) {
  Tensor<T> grad(x.shape);
  for (std::size_t i = 0; i < grad.size(); ++i) grad[i] = f(x[i], cotangent[i]);
  return grad;
}

}  // namespace etalon::fast::nn
