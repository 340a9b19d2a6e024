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

/// p log(p/(p + q)) = −p log(1 + q/p), also where q/p overflows.
template <class T>
T game_part(T p, T q) {
  if (p == 0) return 0;
  const T ratio = q / p;
  return -p * (std::isfinite(ratio) ? std::log1p(ratio) : std::log(q) - std::log(p));
}

/// p log(p/m) + q log(q/m). With d = (p − q)/(p + q), of small size where both are nearly the same, it is
/// m((1 + d) log(1 + d) + (1 − d) log(1 − d)).
template <class T>
T divergence_part(T p, T q) {
  const T m = p / 2 + q / 2;
  if (p == q || m == 0) return 0;
  const T d = (p / 2 - q / 2) / m;
  if (std::fabs(d) < T(1) / 2) return std::max(m * ((1 + d) * std::log1p(d) + (1 - d) * std::log1p(-d)), T(0));
  return (p > 0 ? p * std::log(p / m) : T(0)) + (q > 0 ? q * std::log(q / m) : T(0));
}

}  // namespace etalon::fast::gan
