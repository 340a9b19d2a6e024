#pragma once
#include <cmath>

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::gan {

/// Σ (s − t)²/d, each square divided before it is one: it overflows and underflows where its share does.
template <class T>
T squares_over(const Tensor<T>& scores, T target, T d) {
  return tensor::pairwise_sum<T>(0, scores.shape[0], [&](std::int64_t i) {
    const T off = scores[i] - target;
    return off * (off / d);
  });
}

/// (s − t)/d, also where s − t overflows.
template <class T>
Tensor<T> distances_over(const Tensor<T>& scores, T target, T d) {
  return map(scores, [=](T s) {
    const T off = s - target;
    return std::isfinite(off) ? off / d : (s / 2 - target / 2) / d * 2;
  });
}

}  // namespace etalon::fast::gan
