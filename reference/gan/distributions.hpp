#pragma once
#include "reference/number/numbers.hpp"

namespace etalon::reference::gan {

/// The weights divided by their sum.
template <class T>
Tensor<T> distribution(const Tensor<T>& weights) {
  T sum = 0;
  for (const T& w : weights) sum += w;
  return map(weights, [&](const T& w) -> T { return w / sum; });
}

/// Σ p log(p/of) over the points where p has any weight.
template <class T, class Of>
T mean_log_ratio(const Tensor<T>& p, const Of& of) {
  T sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] > 0) sum += p[i] * log(p[i] / of(i));
  return sum;
}

}  // namespace etalon::reference::gan
