#include "reference/contract/moe/noisy_gate_weights.hpp"

#include "fast/moe/gate.hpp"
#include "fast/moe/noisy_gate.hpp"

namespace etalon {
using namespace fast;
using contract::moe::NoisyGateWeights;
using contract::moe::NoisyGateWeightsVjp;

constexpr auto over_chosen = contract::Gate::Variant::top_k_then_softmax;

template <>
const Fast<NoisyGateWeights> Wings<NoisyGateWeights>::fast = []<class T>(const NoisyGateWeights::In<T>& in) -> Result<NoisyGateWeights::Out<T>> {
  auto weights = moe::gate_weights(moe::noisy_scores<T>(in), in.index, over_chosen);
  if (!weights) return weights.failure();
  return NoisyGateWeights::Out<T>{std::move(*weights)};
};

template <>
const Fast<NoisyGateWeightsVjp> Wings<NoisyGateWeightsVjp>::fast = []<class T>(const NoisyGateWeightsVjp::In<T>& in) -> Result<NoisyGateWeightsVjp::Out<T>> {
  const auto of_scores = moe::pulled_gate_weights(moe::noisy_scores<T>(in), in.index, over_chosen, in.cotangent.weights);
  if (!of_scores) return of_scores.failure();
  auto pulled = moe::pulled_scores(in, *of_scores);
  if (!pulled) return pulled.failure();
  return NoisyGateWeightsVjp::Out<T>{std::move(pulled->x), std::move(pulled->gate), std::move(pulled->noise_weights)};
};

}  // namespace etalon
