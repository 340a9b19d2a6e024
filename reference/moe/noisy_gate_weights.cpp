#include "reference/contract/moe/noisy_gate_weights.hpp"

#include "reference/moe/noisy_gate.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::NoisyGateWeights;
using contract::moe::NoisyGateWeightsVjp;

constexpr auto noisy_gate_weights = []<class T>(const NoisyGateWeights::In<T>& in) -> Result<NoisyGateWeights::Out<T>> {
  return NoisyGateWeights::Out<T>{reference::moe::softmax_of_chosen(reference::moe::NoisyScores<T>(in).h, in.index)};
};

template <>
const Reference<NoisyGateWeights> Wings<NoisyGateWeights>::reference = noisy_gate_weights;

template <>
const Reference<NoisyGateWeightsVjp> Wings<NoisyGateWeightsVjp>::reference = reverse_sweep<NoisyGateWeightsVjp>(noisy_gate_weights);

}  // namespace etalon
