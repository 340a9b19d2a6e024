#include "reference/contract/moe/sigmoid_gate_weights.hpp"

#include "reference/nn/weights.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SigmoidGateWeights;
using contract::moe::SigmoidGateWeightsVjp;

/// σᵢ/Σ σ as the softmax of log σ, which is the same: a quotient of sigmoids that underflow has no enclosure.
constexpr auto sigmoid_gate_weights = []<class T>(const SigmoidGateWeights::In<T>& in) -> Result<SigmoidGateWeights::Out<T>> {
  Tensor<T> weights(in.index.shape);
  for (std::int64_t r = 0; r < weights.shape[0]; ++r) {
    std::vector<T> logs;
    for (std::int64_t j = 0; j < weights.shape[1]; ++j) logs.push_back(-softplus(-in.logits(r, in.index(r, j))));
    const std::vector<T> shares = reference::nn::weights(logs);
    for (std::int64_t j = 0; j < weights.shape[1]; ++j) weights(r, j) = in.scale * shares[static_cast<std::size_t>(j)];
  }
  return SigmoidGateWeights::Out<T>{std::move(weights)};
};

template <>
const Reference<SigmoidGateWeights> Wings<SigmoidGateWeights>::reference = sigmoid_gate_weights;

template <>
const Reference<SigmoidGateWeightsVjp> Wings<SigmoidGateWeightsVjp>::reference = reverse_sweep<SigmoidGateWeightsVjp>(sigmoid_gate_weights);

}  // namespace etalon
