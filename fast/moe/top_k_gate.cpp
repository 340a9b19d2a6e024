#include "reference/contract/moe/top_k_gate.hpp"

#include "fast/moe/gate.hpp"

namespace etalon {
using contract::moe::TopKGate;

/// By the scores: a softmax that rounds two of them to the same breaks no tie.
template <>
const Fast<TopKGate> Wings<TopKGate>::fast = []<class T>(const TopKGate::In<T>& in, TopKGate::Variant variant) -> Result<TopKGate::Out<T>> {
  auto index = fast::moe::top_k(in.logits, in.k);
  auto weights = fast::moe::gate_weights(in.logits, index, variant);
  if (!weights) return weights.failure();
  return TopKGate::Out<T>{std::move(index), std::move(*weights)};
};

}  // namespace etalon
