#include "reference/contract/moe/gate_weights.hpp"

#include "fast/moe/gate.hpp"

namespace etalon {
using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;

template <>
const Fast<GateWeights> Wings<GateWeights>::fast = []<class T>(const GateWeights::In<T>& in, GateWeights::Variant variant) -> Result<GateWeights::Out<T>> {
  auto weights = fast::moe::gate_weights(in.logits, in.index, variant);
  if (!weights) return weights.failure();
  return GateWeights::Out<T>{std::move(*weights)};
};

template <>
const Fast<GateWeightsVjp> Wings<GateWeightsVjp>::fast = []<class T>(const GateWeightsVjp::In<T>& in, GateWeights::Variant variant) -> Result<GateWeightsVjp::Out<T>> {
  auto pulled = fast::moe::pulled_gate_weights(in.logits, in.index, variant, in.cotangent.weights);
  if (!pulled) return pulled.failure();
  return GateWeightsVjp::Out<T>{std::move(*pulled)};
};

}  // namespace etalon
