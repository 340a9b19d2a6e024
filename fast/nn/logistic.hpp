#pragma once
#include <algorithm>
#include <cmath>

namespace etalon::fast::nn {

/// log(1 + exp x) = max(x, 0) + log1p(exp(−|x|)): the exponential never overflows, and nothing cancels.
template <class T>
T softplus_of(T x) {
  return std::max(x, T(0)) + std::log1p(std::exp(-std::fabs(x)));
}

/// σ(x) = 1/(1 + e⁻ˣ) = eˣ/(1 + eˣ), from the exponential that does not overflow; 1 − σ(x) is σ(−x).
template <class T>
T sigmoid_of(T x) {
  const T e = std::exp(-std::fabs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

}  // namespace etalon::fast::nn
