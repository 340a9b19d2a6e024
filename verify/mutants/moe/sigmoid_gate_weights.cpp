#include "reference/contract/moe/sigmoid_gate_weights.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/moe/gate_weights.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;
using contract::moe::SigmoidGateWeights;
using contract::moe::SigmoidGateWeightsVjp;
using Variant = GateWeights::Variant;

const auto registered =
    mutants<SigmoidGateWeights>()
        .spoils("softmax", "a softmax over the chosen instead of sigmoids", []<class T>(SigmoidGateWeights::Out<T>& out, const SigmoidGateWeights::In<T>& in) {
          out.weights = Wings<GateWeights>::fast(GateWeights::In<T>{in.logits, in.index}, Variant::top_k_then_softmax)->weights;
          for (T& w : out.weights) w *= in.scale;
        })
        .spoils("not_renormalised", "the sigmoids themselves", []<class T>(SigmoidGateWeights::Out<T>& out, const SigmoidGateWeights::In<T>& in) {
          const std::int64_t k = in.index.shape[1];
          for (std::size_t a = 0; a < out.weights.size(); ++a)
            out.weights[a] = in.scale / (1 + std::exp(-in.logits(a / static_cast<std::size_t>(k), static_cast<std::size_t>(in.index[a]))));
        })
        .spoils("scale_forgotten", "weights that sum to 1", []<class T>(SigmoidGateWeights::Out<T>& out, const SigmoidGateWeights::In<T>& in) {
          auto plain = in;
          plain.scale = 1;
          out = *Wings<SigmoidGateWeights>::fast(plain);
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(SigmoidGateWeights::Out<T>& out, const SigmoidGateWeights::In<T>& in) {
          auto other = in;
          for (std::int64_t& i : other.index) i = (i + 1) % in.logits.shape[1];
          out = *Wings<SigmoidGateWeights>::fast(other);
        });

const auto registered_vjp =
    mutants<SigmoidGateWeightsVjp>()
        .spoils("sum_held", "the sum in the quotient held", []<class T>(SigmoidGateWeightsVjp::Out<T>& out, const SigmoidGateWeightsVjp::In<T>& in) {
          const Tensor<T> w = Wings<SigmoidGateWeights>::fast(in)->weights;
          const auto k = static_cast<std::size_t>(in.index.shape[1]);
          for (std::size_t a = 0; a < w.size(); ++a) {
            const auto r = a / k, i = static_cast<std::size_t>(in.index[a]);
            out.grad_logits(r, i) = w[a] * in.cotangent.weights[a] / (1 + std::exp(in.logits(r, i)));
          }
        })
        .spoils("of_softmax", "the gradient of a softmax over the chosen", []<class T>(SigmoidGateWeightsVjp::Out<T>& out, const SigmoidGateWeightsVjp::In<T>& in) {
          out.grad_logits = Wings<GateWeightsVjp>::fast(GateWeightsVjp::In<T>{{in.logits, in.index}, {in.cotangent.weights}}, Variant::top_k_then_softmax)->grad_logits;
        })
        .spoils("detached", "no gradient to the scores", [](auto& out, const auto&) { std::fill(out.grad_logits.begin(), out.grad_logits.end(), 0); })
        .spoils("scale_squared", "the scale twice", [](auto& out, const auto& in) {
          for (auto& g : out.grad_logits) g *= in.scale;
        });

}  // namespace
}  // namespace etalon::verify
