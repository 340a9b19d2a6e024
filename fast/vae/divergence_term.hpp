#pragma once
#include "fast/vae/spread.hpp"

namespace etalon::fast::vae {

/// p(e⁻ˣ − 1 + x) with x = log p/q: what one class adds to KL(p ‖ q) = Σ p·x, as Σ (q − p) = 0; not negative. Where x is large, q has all the
/// digits that p·e⁻ˣ may have lost. p and q are given by their products, which need not underflow where they do.
template <class T, class P, class Q>
T divergence_term(T x, P p_times, Q q_times) {
  return std::fabs(x) <= 1 ? p_times(2 * half_expm1_minus(-x)) : q_times(T(1)) + p_times(x - 1);
}
/// y(q − p)
template <class T, class P, class Q>
T difference_of_weights(T y, T x, P p_times, Q q_times) {
  return std::fabs(x) <= 1 ? p_times(y * std::expm1(-x)) : q_times(y) - p_times(y);
}
/// y·σ(x)
template <class T>
T times_sigmoid(T y, T x) {
  if (x > -80) return y * nn::sigmoid_of(x);
  const T root = std::exp(x / 2);
  return y * root * root;
}

}  // namespace etalon::fast::vae
