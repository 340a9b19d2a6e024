#include "reference/contract/moe/top_k_gate.hpp"

#include "reference/moe/gate.hpp"

namespace etalon {
using contract::moe::TopKGate;

/// By the scores: the softmax has the same order.
template <>
const Reference<TopKGate> Wings<TopKGate>::reference = []<class T>(const TopKGate::In<T>& in, TopKGate::Variant variant) -> Result<TopKGate::Out<T>> {
  const auto index = reference::moe::top_k(in.logits, in.k);
  return TopKGate::Out<T>{index, reference::moe::gate_weights(in.logits, index, variant)};
};

}  // namespace etalon
