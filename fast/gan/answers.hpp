#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/nn/logistic.hpp"

namespace etalon::fast::gan {

/// −t log D − (1 − t) log(1 − D): softplus of a logit; log and log1p of a probability, no less than −100 with a clamp. A label of 0
/// or 1 leaves the other logarithm out, which may be infinite.
template <class T>
T cross_entropy_of(T s, T t, bool logits, bool clamps) {
  const auto clamped = [=](T logarithm) { return clamps ? std::max(logarithm, T(-100)) : logarithm; };
  T loss = 0;
  if (t > 0) loss += t * (logits ? nn::softplus_of(-s) : -clamped(std::log(s)));
  if (t < 1) loss += (1 - t) * (logits ? nn::softplus_of(s) : -clamped(std::log1p(-s)));
  return loss;
}

/// Its slope over n. Of a logit beside 0 by expm1, so that nothing is lost where t = ½ and the slope vanishes.
template <class T>
T cross_entropy_slope_of(T s, T t, T n, bool logits, bool clamps) {
  if (logits) {
    if (std::fabs(s) < 1) return ((1 - t) * std::expm1(s) + (1 - 2 * t)) / (std::exp(s) + 1) / n;
    return ((1 - t) * nn::sigmoid_of(s) - t * nn::sigmoid_of(-s)) / n;
  }
  if (t == 0 || (clamps && std::log(s) < -100)) return clamps && std::log1p(-s) < -100 ? T(0) : (1 - t) / n / (1 - s);
  if (t == 1 || (clamps && std::log1p(-s) < -100)) return -t / n / s;
  const T off = s - t;  // divided first by what keeps it within the range
  return (std::fabs(off) > std::numeric_limits<T>::epsilon() ? off / n / s : off / s / n) / (1 - s);
}

}  // namespace etalon::fast::gan
