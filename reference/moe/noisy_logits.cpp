#include "reference/contract/moe/noisy_logits.hpp"

#include "reference/moe/noisy_gate.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;

constexpr auto noisy_logits = []<class T>(const NoisyLogits::In<T>& in) -> Result<NoisyLogits::Out<T>> { return NoisyLogits::Out<T>{reference::moe::NoisyScores<T>(in).h}; };

template <>
const Reference<NoisyLogits> Wings<NoisyLogits>::reference = noisy_logits;

template <>
const Reference<NoisyLogitsVjp> Wings<NoisyLogitsVjp>::reference = reverse_sweep<NoisyLogitsVjp>(noisy_logits);

}  // namespace etalon
