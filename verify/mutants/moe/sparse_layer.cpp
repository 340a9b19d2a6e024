#include "reference/contract/moe/sparse_layer.hpp"

#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/contract/moe/gate_weights.hpp"
#include "reference/contract/nn/linear.hpp"
#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using contract::moe::GateWeights;
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;
using contract::nn::Linear;
using Op = SparseLayer;
using Vjp = SparseLayerVjp;
using Variant = Op::Variant;

Variant other(Variant v) { return v == Variant::softmax_then_top_k ? Variant::top_k_then_softmax : Variant::softmax_then_top_k; }
/// The layer as moe.expert_mixture with its weights.
template <class T, class I>
ExpertMixture::In<T> mixture_of(const I& in, Variant v) {
  const Tensor<T> scores = Wings<Linear>::fast(Linear::In<T>{in.x, in.gate, Tensor<T>({in.gate.shape[0]})})->z;
  return {Wings<GateWeights>::fast(GateWeights::In<T>{scores, in.index}, v)->weights, in.index, in.x, in.w1, in.b1, in.w2, in.b2, in.activation};
}

const auto registered =
    mutants<Op>()
        .spoils("softmax_on_the_other_side", "the softmax before the choice instead of after, or after instead of before", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<Op>::fast(in, other(v));
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<Op>::fast(off_by_one(in), v); })
        .spoils("expert_of_another_gate", "the answers of the experts after, with the weights of those chosen", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto turned = off_by_one(in);
          const std::int64_t n = in.gate.shape[0], d = in.gate.shape[1];
          for (std::int64_t i = 0; i < n; ++i) std::copy_n(in.gate.begin() + i * d, d, turned.gate.begin() + (i + 1) % n * d);
          out = *Wings<Op>::fast(turned, v);
        })
        .spoils("overwritten", "the scatter overwrites: of a token's answers the last remains", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.y = Wings<ExpertMixture>::fast(last_route<T>(mixture_of<T>(in, v)))->y;
        })
        .spoils("last_biases_forgotten", "experts without the biases of their last layer", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<Op>::fast(without_last_biases(in), v); });

const auto registered_vjp =
    mutants<Vjp>()
        .spoils("gate_lost", "the gate is not trained: its gradient is 0", [](auto& out, const auto&) { vanish(out.grad_gate); })
        .spoils("other_convention", "the gate's gradient by the other convention, where y is right", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in, Variant v) {
          out.grad_gate = Wings<Vjp>::fast(in, other(v))->grad_gate;
        })
        .spoils("x_through_experts_alone", "x̄ without what goes through the gate", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in, Variant v) {
          out.grad_x = Wings<ExpertMixtureVjp>::fast(ExpertMixtureVjp::In<T>{mixture_of<T>(in, v), {in.cotangent.y}})->grad_x;
        })
        .spoils("jacobian_dropped", "⟨ȳ, E⟩ taken for the cotangent of the scores", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in, Variant v) {
          const Tensor<T> slopes = Wings<ExpertMixtureVjp>::fast(ExpertMixtureVjp::In<T>{mixture_of<T>(in, v), {in.cotangent.y}})->grad_weights;
          vanish(out.grad_gate);
          for (std::int64_t r = 0; r < slopes.shape[0]; ++r)
            for (std::int64_t j = 0; j < slopes.shape[1]; ++j)
              for (std::int64_t a = 0; a < in.x.shape[1]; ++a) out.grad_gate(in.index(r, j), a) += slopes(r, j) * in.x(r, a);
        })
        .spoils("experts_of_the_next", "the gradient goes to the expert after", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in, Variant v) { out.grad_w1 = Wings<Vjp>::fast(off_by_one(in), v)->grad_w1; })
        .spoils("averaged", "the gate's gradient averaged over the tokens", [](auto& out, const auto& in) {
          for (auto& g : out.grad_gate) g /= static_cast<float>(2 * in.x.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
