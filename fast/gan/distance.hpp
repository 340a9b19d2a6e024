#pragma once
#include <algorithm>
#include <cmath>

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::gan {

/// λ·d/n, in an order that neither overflows nor underflows where the result does not.
template <class T>
T weighed(T lambda, T d, T n) {
  const T product = lambda * d;
  return std::isfinite(product) ? product / n : std::max(lambda, d) / n * std::min(lambda, d);
}

/// Σ λ·|x − y|/n, in pairs; a difference may overflow where its share does not.
template <class T>
T distance_over(const Tensor<T>& x, const Tensor<T>& y, T lambda, T n) {
  return tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(x.size()), [&](std::int64_t i) {
    const T d = std::fabs(x[i] - y[i]);
    return std::isfinite(d) ? weighed(lambda, d, n) : 2 * weighed(lambda, std::fabs(x[i] / 2 - y[i] / 2), n);
  });
}

/// Its slopes in x; 0 at a kink.
template <class T>
Tensor<T> slopes_of_distance(const Tensor<T>& x, const Tensor<T>& y, T weight) {
  Tensor<T> slopes(x.shape);
  for (std::size_t i = 0; i < x.size(); ++i) slopes[i] = x[i] > y[i] ? weight : x[i] < y[i] ? -weight : T(0);
  return slopes;
}

}  // namespace etalon::fast::gan
