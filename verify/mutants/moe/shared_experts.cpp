#include "reference/contract/moe/shared_experts.hpp"

#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SharedExperts;
using contract::moe::SharedExpertsVjp;
using Op = SharedExperts;
using Vjp = SharedExpertsVjp;
using Variant = Op::Variant;

template <class I>
I without_shared(I in) {
  vanish(in.shared_w2), vanish(in.shared_b2);
  return in;
}

const auto registered =
    mutants<Op>()
        .spoils("shared_forgotten", "the routed experts alone", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<Op>::fast(without_shared(in), v); })
        .spoils("averaged", "the shared experts averaged", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const Tensor<T> routed = Wings<Op>::fast(without_shared(in), v)->y;
          for (std::size_t i = 0; i < routed.size(); ++i) out.y[i] = routed[i] + (out.y[i] - routed[i]) / static_cast<T>(1 + in.shared_w1.shape[0]);
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<Op>::fast(off_by_one(in), v); })
        .spoils("softmax_on_the_other_side", "the softmax before the choice instead of after, or after instead of before", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<Op>::fast(in, v == Variant::softmax_then_top_k ? Variant::top_k_then_softmax : Variant::softmax_then_top_k);
        });

const auto registered_vjp =
    mutants<Vjp>()
        .spoils("shared_held", "the shared experts are not trained", [](auto& out, const auto&) { vanish(out.grad_shared_w1); })
        .spoils("x_through_the_routed_alone", "x̄ without the shared experts", []<class T>(Vjp::Out<T>& out, const Vjp::In<T>& in, Variant v) { out.grad_x = Wings<Vjp>::fast(without_shared(in), v)->grad_x; })
        .spoils("gate_lost", "the gate is not trained", [](auto& out, const auto&) { vanish(out.grad_gate); })
        .spoils("averaged", "the shared gradients averaged over the tokens", [](auto& out, const auto& in) {
          for (auto& g : out.grad_shared_b2) g /= static_cast<float>(in.x.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
