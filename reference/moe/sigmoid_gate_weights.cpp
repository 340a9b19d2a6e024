#include "reference/contract/moe/sigmoid_gate_weights.hpp"

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SigmoidGateWeights;
using contract::moe::SigmoidGateWeightsVjp;

/// Share by share, as it is written.
constexpr auto sigmoid_gate_weights = []<class T>(const SigmoidGateWeights::In<T>& in) -> Result<SigmoidGateWeights::Out<T>> {
  Tensor<T> weights(in.index.shape);
  for (std::int64_t r = 0; r < weights.shape[0]; ++r)
    for (std::int64_t j = 0; j < weights.shape[1]; ++j) {
      // One over the sum of the others by its own: no variable occurs twice.
      const T own = sigmoid(in.logits(r, in.index(r, j)));
      T others = 0;
      for (std::int64_t e = 0; e < weights.shape[1]; ++e)
        if (e != j) others += sigmoid(in.logits(r, in.index(r, e)));
      weights(r, j) = in.scale / (1 + others / own);
    }
  return SigmoidGateWeights::Out<T>{weights};
};

template <>
const Reference<SigmoidGateWeights> Wings<SigmoidGateWeights>::reference = sigmoid_gate_weights;

template <>
const Reference<SigmoidGateWeightsVjp> Wings<SigmoidGateWeightsVjp>::reference = reverse_sweep<SigmoidGateWeightsVjp>(sigmoid_gate_weights);

}  // namespace etalon
