#include "reference/contract/moe/soft_moe.hpp"

#include "reference/contract/moe/expert_mixture.hpp"
#include "reference/contract/moe/gate_softmax.hpp"
#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using contract::moe::GateSoftmax;
using contract::moe::SoftMoe;
using contract::moe::SoftMoeVjp;
using Op = SoftMoe;
using Vjp = SoftMoeVjp;

/// As moe.expert_mixture of all experts, with weights of one's own.
template <class T, class I>
ExpertMixture::In<T> weighted(const I& in, const Tensor<T>& weights) {
  Tensor<std::int64_t> index(weights.shape);
  for (std::size_t a = 0; a < index.size(); ++a) index[a] = static_cast<std::int64_t>(a) % weights.shape[1];
  return {weights, index, in.x, in.w1, in.b1, in.w2, in.b2, in.activation};
}
template <class T, class I>
Tensor<T> gate_of(const I& in) {
  return Wings<GateSoftmax>::fast(GateSoftmax::In<T>{in.x, in.gate})->g;
}

const auto registered =
    mutants<Op>()
        .spoils("renormalised_twice", "a softmax of the weights again", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const Tensor<T> g = gate_of<T>(in);
          Tensor<T> identity({g.shape[1], g.shape[1]});
          for (std::int64_t i = 0; i < g.shape[1]; ++i) identity(i, i) = 1;
          out.y = Wings<ExpertMixture>::fast(weighted(in, Wings<GateSoftmax>::fast(GateSoftmax::In<T>{g, identity})->g))->y;
        })
        .spoils("uniform", "the mean of the experts: the gate does nothing", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto other = in;
          vanish(other.gate);
          out = *Wings<Op>::fast(other);
        })
        .spoils("hard", "the expert that weighs most alone", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          Tensor<T> g = gate_of<T>(in);
          for (std::int64_t r = 0; r < g.shape[0]; ++r) {
            const auto row = g.begin() + r * g.shape[1];
            const auto best = std::max_element(row, row + g.shape[1]);
            for (auto at = row; at != row + g.shape[1]; ++at) *at = at == best ? 1 : 0;
          }
          out.y = Wings<ExpertMixture>::fast(weighted(in, g))->y;
        })
        .spoils("last_biases_forgotten", "experts without the biases of their last layer", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Op>::fast(without_last_biases(in)); });

const auto registered_vjp =
    mutants<Vjp>()
        .spoils("gate_lost", "the gate is not trained: its gradient is 0", [](auto& out, const auto&) { vanish(out.grad_gate); })
        .spoils("jacobian_dropped", "⟨ȳ, E⟩ taken for the cotangent of the scores", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          const Tensor<T> slopes = Wings<ExpertMixtureVjp>::fast(ExpertMixtureVjp::In<T>{weighted(in, gate_of<T>(in)), {in.cotangent.y}})->grad_weights;
          vanish(out.grad_gate);
          for (std::int64_t r = 0; r < slopes.shape[0]; ++r)
            for (std::int64_t i = 0; i < slopes.shape[1]; ++i)
              for (std::int64_t j = 0; j < in.x.shape[1]; ++j) out.grad_gate(i, j) += slopes(r, i) * in.x(r, j);
        })
        .spoils("x_through_experts_alone", "x̄ without what goes through the gate", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          out.grad_x = Wings<ExpertMixtureVjp>::fast(ExpertMixtureVjp::In<T>{weighted(in, gate_of<T>(in)), {in.cotangent.y}})->grad_x;
        })
        .spoils("experts_unweighted", "ȳ back through every expert without its weight", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in) {
          Tensor<T> ones = gate_of<T>(in);
          for (T& w : ones) w = 1;
          const auto pulled = Wings<ExpertMixtureVjp>::fast(ExpertMixtureVjp::In<T>{weighted(in, ones), {in.cotangent.y}});
          out.grad_w1 = pulled->grad_w1, out.grad_w2 = pulled->grad_w2;
        });

}  // namespace
}  // namespace etalon::verify
