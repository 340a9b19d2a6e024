#include "reference/contract/moe/noisy_logits.hpp"

#include <algorithm>

#include "verify/mutants/moe/noise.hpp"

namespace etalon::verify {
namespace {

using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;

const auto registered =
    mutants<NoisyLogits>()
        .spoils("noise_not_scaled", "ε itself added: the noise's weights do nothing", []<class T>(NoisyLogits::Out<T>& out, const NoisyLogits::In<T>& in) {
          out = *Wings<NoisyLogits>::fast(silent(in));
          for (std::size_t i = 0; i < out.h.size(); ++i) out.h[i] += in.noise[i];
        })
        .spoils("noise_forgotten", "the scores without noise", []<class T>(NoisyLogits::Out<T>& out, const NoisyLogits::In<T>& in) { out = *Wings<NoisyLogits>::fast(silent(in)); })
        .spoils("linear_size", "the noise's size without its softplus", []<class T>(NoisyLogits::Out<T>& out, const NoisyLogits::In<T>& in) {
          auto of_size = silent(in);
          of_size.gate = in.noise_weights;
          const Tensor<T> size = Wings<NoisyLogits>::fast(of_size)->h;
          out = *Wings<NoisyLogits>::fast(silent(in));
          for (std::size_t i = 0; i < out.h.size(); ++i) out.h[i] += in.noise[i] * size[i];
        })
        .spoils("weights_exchanged", "gate and noise's weights exchanged", []<class T>(NoisyLogits::Out<T>& out, const NoisyLogits::In<T>& in) {
          auto other = in;
          std::swap(other.gate, other.noise_weights);
          out = *Wings<NoisyLogits>::fast(other);
        });

const auto registered_vjp =
    mutants<NoisyLogitsVjp>()
        .spoils("noise_held", "the noise's size is not learnt", [](auto& out, const auto&) { std::fill(out.grad_noise_weights.begin(), out.grad_noise_weights.end(), 0); })
        .spoils("slope_forgotten", "the softplus' slope taken for 1", []<class T>(NoisyLogitsVjp::Out<T>& out, const NoisyLogitsVjp::In<T>& in) {
          auto other = silent(in);
          for (std::size_t i = 0; i < in.noise.size(); ++i) other.cotangent.h[i] *= in.noise[i];
          out.grad_noise_weights = Wings<NoisyLogitsVjp>::fast(other)->grad_gate;
        })
        .spoils("gate_lost", "the gate is not trained", [](auto& out, const auto&) { std::fill(out.grad_gate.begin(), out.grad_gate.end(), 0); })
        .spoils("x_through_the_gate_alone", "x gets nothing through the noise", []<class T>(NoisyLogitsVjp::Out<T>& out, const NoisyLogitsVjp::In<T>& in) {
          out.grad_x = Wings<NoisyLogitsVjp>::fast(silent(in))->grad_x;
        });

}  // namespace
}  // namespace etalon::verify
