#pragma once
#include "reference/contract/noisy_gate.hpp"
#include "reference/moe/experts.hpp"

/// Scores with noise of a learnt size, over any number.
namespace etalon::reference::moe {

/// H = x·gateᵀ + ε∘softplus(x·w_noiseᵀ), and what it is made of.
template <class T>
struct NoisyScores {
  Tensor<T> base, size, h;

  template <class I>
  explicit NoisyScores(const I& in) : base(logits(in.x, in.gate)), size(logits(in.x, in.noise_weights)), h(base.shape) {
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = base[i] + in.noise[i] * softplus(size[i]);
  }
};

/// The softmax of the scores of the experts chosen.
template <class T>
Tensor<T> softmax_of_chosen(const Tensor<T>& scores, const Tensor<std::int64_t>& index) {
  Tensor<T> few(index.shape);
  for (std::int64_t r = 0; r < index.shape[0]; ++r)
    for (std::int64_t j = 0; j < index.shape[1]; ++j) few(r, j) = scores(r, index(r, j));
  return softmax_of_rows(few);
}

}  // namespace etalon::reference::moe
