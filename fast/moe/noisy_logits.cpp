#include "reference/contract/moe/noisy_logits.hpp"

#include "fast/moe/noisy_gate.hpp"

namespace etalon {
using namespace fast;
using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;

template <>
const Fast<NoisyLogits> Wings<NoisyLogits>::fast = []<class T>(const NoisyLogits::In<T>& in) -> Result<NoisyLogits::Out<T>> { return NoisyLogits::Out<T>{moe::noisy_scores<T>(in)}; };

template <>
const Fast<NoisyLogitsVjp> Wings<NoisyLogitsVjp>::fast = []<class T>(const NoisyLogitsVjp::In<T>& in) -> Result<NoisyLogitsVjp::Out<T>> {
  auto pulled = moe::pulled_scores(in, in.cotangent.h);
  if (!pulled) return pulled.failure();
  return NoisyLogitsVjp::Out<T>{std::move(pulled->x), std::move(pulled->gate), std::move(pulled->noise_weights)};
};

}  // namespace etalon
