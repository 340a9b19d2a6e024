#include "reference/contract/moe/sigmoid_gate.hpp"

#include "fast/moe/gate.hpp"
#include "fast/nn/logistic.hpp"
#include "reference/contract/moe/sigmoid_gate_weights.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SigmoidGate;
using contract::moe::SigmoidGateWeights;

template <>
const Fast<SigmoidGate> Wings<SigmoidGate>::fast = []<class T>(const SigmoidGate::In<T>& in) -> Result<SigmoidGate::Out<T>> {
  Tensor<T> scores = map(in.logits, [](T l) { return nn::sigmoid_of(l); });
  for (std::size_t at = 0; at < scores.size(); ++at) scores[at] += in.bias[at % in.bias.size()];
  auto index = moe::top_k(scores, in.k);
  auto weights = Wings<SigmoidGateWeights>::fast(SigmoidGateWeights::In<T>{in.logits, index, in.scale});
  if (!weights) return weights.failure();
  return SigmoidGate::Out<T>{std::move(index), std::move(weights->weights)};
};

}  // namespace etalon
