#include "reference/contract/moe/gate_weights.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;
using Variant = GateWeights::Variant;

/// Every expert the next one.
template <class I>
I off_by_one(I in) {
  for (std::int64_t& i : in.index) i = (i + 1) % in.logits.shape[1];
  return in;
}
/// The other convention: divided by the sum of those chosen, or not.
Variant other(Variant v) { return v == Variant::softmax_then_top_k ? Variant::top_k_then_softmax : Variant::softmax_then_top_k; }

const auto registered =
    mutants<GateWeights>()
        .spoils("softmax_on_the_other_side", "the softmax before the choice instead of after, or after instead of before", []<class T>(GateWeights::Out<T>& out, const GateWeights::In<T>& in, Variant v) {
          out = *Wings<GateWeights>::fast(in, other(v));
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(GateWeights::Out<T>& out, const GateWeights::In<T>& in, Variant v) { out = *Wings<GateWeights>::fast(off_by_one(in), v); })
        .spoils("renormalised_twice", "a softmax of the weights again", []<class T>(GateWeights::Out<T>& out, const GateWeights::In<T>& in, Variant v) {
          auto again = in;
          for (std::size_t a = 0; a < in.index.size(); ++a) again.logits(a / static_cast<std::size_t>(in.index.shape[1]), static_cast<std::size_t>(in.index[a])) = out.weights[a];
          out = *Wings<GateWeights>::fast(again, v);
        })
        .spoils("largest_first", "the weights sorted, whatever the order of the index", []<class T>(GateWeights::Out<T>& out, const GateWeights::In<T>& in) {
          const std::int64_t k = in.index.shape[1];
          for (std::int64_t r = 0; r < in.index.shape[0]; ++r) std::sort(out.weights.begin() + r * k, out.weights.begin() + (r + 1) * k, std::greater<>());
        });

const auto registered_vjp =
    mutants<GateWeightsVjp>()
        .spoils("detached", "no gradient to the scores", [](auto& out, const auto&) { std::fill(out.grad_logits.begin(), out.grad_logits.end(), 0); })
        .spoils("jacobian_dropped", "weights̄ taken for the cotangent of the scores", []<class T>(GateWeightsVjp::Out<T>& out, const GateWeightsVjp::In<T>& in) {
          std::fill(out.grad_logits.begin(), out.grad_logits.end(), T(0));
          for (std::size_t a = 0; a < in.index.size(); ++a)
            out.grad_logits(a / static_cast<std::size_t>(in.index.shape[1]), static_cast<std::size_t>(in.index[a])) = in.cotangent.weights[a];
        })
        .spoils("other_convention", "the gradient of the other convention's weights, which are right", []<class T>(GateWeightsVjp::Out<T>& out, const GateWeightsVjp::In<T>& in, Variant v) {
          out = *Wings<GateWeightsVjp>::fast(in, other(v));
        })
        .spoils("next_expert", "the gradient of the expert after", []<class T>(GateWeightsVjp::Out<T>& out, const GateWeightsVjp::In<T>& in) {
          const std::int64_t n = in.logits.shape[1];
          for (std::int64_t r = 0; r < in.logits.shape[0]; ++r)
            std::rotate(out.grad_logits.begin() + r * n, out.grad_logits.begin() + r * n + (n > 1), out.grad_logits.begin() + (r + 1) * n);
        });

}  // namespace
}  // namespace etalon::verify
