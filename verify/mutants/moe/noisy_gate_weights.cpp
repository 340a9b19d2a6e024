#include "reference/contract/moe/noisy_gate_weights.hpp"

#include <algorithm>

#include "reference/contract/moe/gate_weights.hpp"
#include "reference/contract/moe/noisy_logits.hpp"
#include "verify/mutants/moe/noise.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::NoisyGateWeights;
using contract::moe::NoisyGateWeightsVjp;
using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;

const auto registered =
    mutants<NoisyGateWeights>()
        .spoils("noise_not_scaled", "ε itself added to the scores", []<class T>(NoisyGateWeights::Out<T>& out, const NoisyGateWeights::In<T>& in) { out = *Wings<NoisyGateWeights>::fast(unscaled(in)); })
        .spoils("noise_forgotten", "the noise chooses, and does not weigh", []<class T>(NoisyGateWeights::Out<T>& out, const NoisyGateWeights::In<T>& in) { out = *Wings<NoisyGateWeights>::fast(silent(in)); })
        .spoils("softmax_first", "the softmax over all experts", []<class T>(NoisyGateWeights::Out<T>& out, const NoisyGateWeights::In<T>& in) {
          const Tensor<T> h = Wings<NoisyLogits>::fast(NoisyLogits::In<T>{in.x, in.gate, in.noise_weights, in.noise})->h;
          out.weights = Wings<GateWeights>::fast(GateWeights::In<T>{h, in.index}, GateWeights::Variant::softmax_then_top_k)->weights;
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(NoisyGateWeights::Out<T>& out, const NoisyGateWeights::In<T>& in) {
          auto other = in;
          for (std::int64_t& i : other.index) i = (i + 1) % in.gate.shape[0];
          out = *Wings<NoisyGateWeights>::fast(other);
        });

const auto registered_vjp =
    mutants<NoisyGateWeightsVjp>()
        .spoils("gate_lost", "the gate is not trained", [](auto& out, const auto&) { std::fill(out.grad_gate.begin(), out.grad_gate.end(), 0); })
        .spoils("jacobian_dropped", "weights̄ taken for the cotangent of the scores", []<class T>(NoisyGateWeightsVjp::Out<T>& out, const NoisyGateWeightsVjp::In<T>& in) {
          Tensor<T> of_h(in.noise.shape);
          const auto k = static_cast<std::size_t>(in.index.shape[1]);
          for (std::size_t a = 0; a < in.index.size(); ++a) of_h(a / k, static_cast<std::size_t>(in.index[a])) = in.cotangent.weights[a];
          const auto pulled = Wings<NoisyLogitsVjp>::fast(NoisyLogitsVjp::In<T>{{in.x, in.gate, in.noise_weights, in.noise}, {of_h}});
          out.grad_gate = pulled->grad_gate;
        })
        .spoils("noise_held", "the noise's size is not learnt", [](auto& out, const auto&) { std::fill(out.grad_noise_weights.begin(), out.grad_noise_weights.end(), 0); })
        .spoils("noise_not_scaled", "the gradient where ε itself is added", []<class T>(NoisyGateWeightsVjp::Out<T>& out, const NoisyGateWeightsVjp::In<T>& in) {
          out.grad_gate = Wings<NoisyGateWeightsVjp>::fast(unscaled(in))->grad_gate;
        });

}  // namespace
}  // namespace etalon::verify
