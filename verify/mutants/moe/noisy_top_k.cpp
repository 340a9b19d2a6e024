#include "reference/contract/moe/noisy_top_k.hpp"

#include "reference/contract/moe/noisy_gate_weights.hpp"
#include "verify/mutants/moe/noise.hpp"

namespace etalon::verify {
namespace {

using contract::moe::NoisyGateWeights;
using contract::moe::NoisyTopK;

const auto registered =
    mutants<NoisyTopK>()
        .spoils("noise_not_scaled", "ε itself added to the scores", []<class T>(NoisyTopK::Out<T>& out, const NoisyTopK::In<T>& in) { out = *Wings<NoisyTopK>::fast(unscaled(in)); })
        .spoils("noise_in_the_weights_alone", "the choice without noise", []<class T>(NoisyTopK::Out<T>& out, const NoisyTopK::In<T>& in) {
          out.index = Wings<NoisyTopK>::fast(silent(in))->index;
          out.weights = Wings<NoisyGateWeights>::fast(NoisyGateWeights::In<T>{in.x, in.gate, in.noise_weights, in.noise, out.index})->weights;
        })
        .spoils("noise_in_the_choice_alone", "the weights without noise", []<class T>(NoisyTopK::Out<T>& out, const NoisyTopK::In<T>& in) {
          const auto quiet = silent(in);
          out.weights = Wings<NoisyGateWeights>::fast(NoisyGateWeights::In<T>{quiet.x, quiet.gate, quiet.noise_weights, quiet.noise, out.index})->weights;
        })
        .spoils("next_expert", "expert indices that count from 1", [](auto& out, const auto& in) {
          for (auto& i : out.index) i = (i + 1) % in.gate.shape[0];
        });

}  // namespace
}  // namespace etalon::verify
