#pragma once
#include <algorithm>
#include <cmath>

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::gan {

/// The weights divided by their sum, in units of the largest's exponent: the sum does not overflow.
template <class T>
Tensor<T> distribution(const Tensor<T>& weights) {
  const int k = std::ilogb(*std::max_element(weights.begin(), weights.end()));
  const auto scaled = [&](T w) { return std::ldexp(w, -k); };
  const T sum = tensor::pairwise_sum<T>(0, weights.shape[0], [&](std::int64_t i) { return scaled(weights[i]); });
  return map(weights, [&](T w) { return scaled(w) / sum; });
}

}  // namespace etalon::fast::gan
