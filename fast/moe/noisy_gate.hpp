#pragma once
#include "fast/moe/experts.hpp"
#include "fast/nn/logistic.hpp"
#include "reference/contract/nn/softplus.hpp"

/// Scores with noise of a learnt size.
namespace etalon::fast::moe {

template <class T, class I>
Tensor<T> noisy_scores(const I& in) {
  Tensor<T> h = logits(in.x, in.gate);
  const Tensor<T> size = logits(in.x, in.noise_weights);
  for (std::size_t i = 0; i < h.size(); ++i) h[i] += in.noise[i] * nn::softplus_of(size[i]);
  return h;
}

/// The cotangents of x, gate and noise_weights for that of the scores.
template <class T>
struct PulledScores {
  Tensor<T> x, gate, noise_weights;
};
template <class T, class I>
Result<PulledScores<T>> pulled_scores(const I& in, const Tensor<T>& cotangent) {
  using contract::nn::SoftplusVjp;
  Tensor<T> of_size = cotangent;
  for (std::size_t i = 0; i < of_size.size(); ++i) of_size[i] *= in.noise[i];
  const auto slopes = Wings<SoftplusVjp>::fast(typename SoftplusVjp::In<T>{{logits(in.x, in.noise_weights)}, {std::move(of_size)}});
  if (!slopes) return slopes.failure();
  auto [x, gate] = pulled_logits(in.x, in.gate, cotangent);
  auto [more, noise_weights] = pulled_logits(in.x, in.noise_weights, slopes->grad_x);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += more[i];
  return PulledScores<T>{std::move(x), std::move(gate), std::move(noise_weights)};
}

}  // namespace etalon::fast::moe
