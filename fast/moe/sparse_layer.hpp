#pragma once
#include "fast/moe/experts.hpp"
#include "fast/moe/gate.hpp"

/// A mixture of experts at routes that are given; `in` has x, gate, index and the experts.
namespace etalon::fast::moe {

template <class T, class I>
Result<Tensor<T>> sparse_layer(const I& in, contract::Gate::Variant variant) {
  const auto weights = gate_weights(logits(in.x, in.gate), in.index, variant);
  if (!weights) return weights.failure();
  return mixture(in, in.x, *weights, in.index);
}

/// The cotangents of what it is of, x̄ through the gate too; those of the weights are those of the gate.
template <class T, class I>
Result<PulledMixture<T>> pulled_sparse_layer(const I& in, contract::Gate::Variant variant, const Tensor<T>& cotangent) {
  const Tensor<T> scores = logits(in.x, in.gate);
  const auto weights = gate_weights(scores, in.index, variant);
  if (!weights) return weights.failure();
  auto pulled = pulled_mixture(in, in.x, *weights, in.index, cotangent);
  if (!pulled) return pulled.failure();
  const auto of_scores = pulled_gate_weights(scores, in.index, variant, pulled->weights);
  if (!of_scores) return of_scores.failure();
  auto [x, gate] = pulled_logits(in.x, in.gate, *of_scores);
  for (std::size_t i = 0; i < x.size(); ++i) pulled->x[i] += x[i];
  pulled->weights = std::move(gate);
  return pulled;
}

}  // namespace etalon::fast::moe
