#include "reference/contract/moe/gate_weights.hpp"

#include "reference/moe/gate.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;

constexpr auto gate_weights = []<class T>(const GateWeights::In<T>& in, GateWeights::Variant variant) -> Result<GateWeights::Out<T>> {
  return GateWeights::Out<T>{reference::moe::gate_weights(in.logits, in.index, variant)};
};

template <>
const Reference<GateWeights> Wings<GateWeights>::reference = gate_weights;

template <>
const Reference<GateWeightsVjp> Wings<GateWeightsVjp>::reference = reverse_sweep<GateWeightsVjp>(gate_weights);

}  // namespace etalon
