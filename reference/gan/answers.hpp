#pragma once
#include "reference/nn/sigma.hpp"

namespace etalon::reference::gan {

/// −t log D − (1 − t) log(1 − D) of one answer, with D = σ(s) and 1 − D = σ(−s) where logits are given; a logarithm of a
/// probability is no less than −100 with a clamp, and one that nothing weighs is left out.
template <class T>
T cross_entropy(const T& s, const T& t, bool logits, bool clamps) {
  const auto logarithm = [&](const T& d) { return clamps && bool(log(d) < -100) ? T(-100) : T(log(d)); };
  T loss = 0;
  if (t > 0) loss -= t * (logits ? nn::log_sigma(s) : logarithm(s));
  if (t < 1) loss -= (1 - t) * (logits ? nn::log_sigma(-s) : logarithm(1 - s));
  return loss;
}

/// Its slope: from σ′(s) = σ(s)σ(−s), or −t/D + (1 − t)/(1 − D); a logarithm that is clamped has none.
template <class T>
T cross_entropy_slope(const T& s, const T& t, bool logits, bool clamps) {
  if (logits) return (1 - t) * nn::sigma(s) - t * nn::sigma(-s);
  const auto counts = [&](const T& d) { return !(clamps && bool(log(d) < -100)); };
  T slope = 0;
  if (bool(t > 0) && counts(s)) slope -= t / s;
  if (bool(t < 1) && counts(1 - s)) slope += (1 - t) / (1 - s);
  return slope;
}

/// The mean of f over a vector.
template <class T, class F>
T mean_of(const Tensor<T>& x, F f) {
  T sum = 0;
  for (const T& entry : x) sum += f(entry);
  return sum / T(x.shape[0]);
}

}  // namespace etalon::reference::gan
