#include "reference/contract/moe/sigmoid_gate.hpp"

#include "reference/contract/moe/sigmoid_gate_weights.hpp"
#include "reference/moe/gate.hpp"

namespace etalon {
using contract::moe::SigmoidGate;
using contract::moe::SigmoidGateWeights;

/// Of the same bias the larger score, of the same score the larger bias, else the larger sum: equal ones are known as such.
template <>
const Reference<SigmoidGate> Wings<SigmoidGate>::reference = []<class T>(const SigmoidGate::In<T>& in) -> Result<SigmoidGate::Out<T>> {
  const auto index = reference::moe::top_k(in.logits.shape[0], in.logits.shape[1], in.k, [&](std::int64_t r, std::int64_t i, std::int64_t j) {
    const T &a = in.logits(r, i), &b = in.logits(r, j);
    if ((enclosure(in.bias[i]) == enclosure(in.bias[j])).certainly()) return bool(a > b);
    if ((enclosure(a) == enclosure(b)).certainly()) return bool(in.bias[i] > in.bias[j]);
    return bool(sigmoid(a) + in.bias[i] > sigmoid(b) + in.bias[j]);
  });
  const auto weights = Wings<SigmoidGateWeights>::reference(SigmoidGateWeights::In<T>{in.logits, index, in.scale});
  if (!weights) return weights.failure();
  return SigmoidGate::Out<T>{index, weights->weights};
};

}  // namespace etalon
