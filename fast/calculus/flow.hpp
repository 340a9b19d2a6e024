#pragma once
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::calculus {

/// ½ log 2π
template <class T>
constexpr T half_log_of_two_pi = static_cast<T>(0.918938533204672741780329736405617639861L);

/// xᵀy of d variables.
template <class T>
T inner(const T* x, const T* y, std::int64_t d) {
  return tensor::pairwise_sum<T>(0, d, [&](std::int64_t j) { return x[j] * y[j]; });
}

/// wᵀx + b of one row of a layer.
template <class T>
T affine(const Tensor<T>& weight, const Tensor<T>& bias, std::int64_t row, const T* x) {
  const std::int64_t k = weight.shape[1];
  return tensor::pairwise_sum<T>(0, k, [&](std::int64_t l) { return weight[row * k + l] * x[l]; }) + bias[row];
}

/// log N(x; 0, I) of d variables, less what they were stretched by.
template <class T>
T normal_log_density(const T* x, std::int64_t d, T log_volume) {
  const T squares = tensor::pairwise_sum<T>(0, d, [&](std::int64_t j) { return x[j] * (x[j] / 2); });
  return -squares - (static_cast<T>(d) * half_log_of_two_pi<T> + log_volume);
}

}  // namespace etalon::fast::calculus
