#include "reference/contract/moe/noisy_top_k.hpp"

#include "fast/moe/gate.hpp"
#include "fast/moe/noisy_gate.hpp"

namespace etalon {
using namespace fast;
using contract::moe::NoisyTopK;

template <>
const Fast<NoisyTopK> Wings<NoisyTopK>::fast = []<class T>(const NoisyTopK::In<T>& in) -> Result<NoisyTopK::Out<T>> {
  const Tensor<T> scores = moe::noisy_scores<T>(in);
  auto index = moe::top_k(scores, in.k);
  auto weights = moe::gate_weights(scores, index, contract::Gate::Variant::top_k_then_softmax);
  if (!weights) return weights.failure();
  return NoisyTopK::Out<T>{std::move(index), std::move(*weights)};
};

}  // namespace etalon
