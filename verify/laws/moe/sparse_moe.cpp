#include "reference/contract/moe/sparse_moe.hpp"

#include "reference/contract/nn/linear.hpp"
#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateSoftmax;
using contract::moe::SoftMoe;
using contract::moe::SparseLayer;
using contract::moe::SparseMoe;
using contract::nn::Linear;
using In = SparseMoe::In<double>;
using Variant = SparseMoe::Variant;

In with_k(Draw& draw, In in) {
  in.k = draw.integer(1, in.gate.shape[0]);
  return in;
}

const auto registered =
    expert_laws<SparseMoe, with_k>()
        .inputs(core, "nearly tied", [](Draw& draw) {
          In in = experts<In>(draw, any_activation(draw));
          const std::int64_t n = in.gate.shape[0], d = in.gate.shape[1];
          for (std::int64_t i = 1; i < n; ++i)
            for (std::int64_t j = 0; j < d; ++j) in.gate(i, j) = round_to(in.gate(0, j) * (1 + static_cast<double>(draw.integer(-2, 2)) * draw.format.unit_roundoff() * 2), draw.format);
          return with_k(draw, in);
        })
        .refuses("C2", "none, or more than there are", [](Draw& draw) {
          In in = experts<In>(draw, "relu");
          in.k = draw.coin() ? in.gate.shape[0] + 1 : draw.integer(-1, 0);
          return in;
        })
        .theorem("C5", "k = n is moe.soft_moe", [](Exact<SparseMoe>& t) {
          auto all = t.in;
          all.k = t.in.gate.shape[0];
          same(t, t.f(all).y, Wings<SoftMoe>::reference(SoftMoe::In<Interval>{all.x, all.gate, all.w1, all.b1, all.w2, all.b2, all.activation})->y, size_of(t.in), "moe.soft_moe");
        })
        .requirement("C4", "the k largest", [](Trial<SparseMoe>& t) {
          if (!are_routes(t, t.out.index, t.in.gate.shape[0])) return;
          const bool choice_first = t.variant == Variant::top_k_then_softmax;
          follow_scores(t, t.out.index, choice_first ? bounded<Linear>({t.in.x, t.in.gate, Matrix({t.in.gate.shape[0]})}, t.u, t.eta) : bounded<GateSoftmax>({t.in.x, t.in.gate}, t.u, t.eta), never);
        })
        .requirement("C6", "moe.sparse_layer at the routes", [](Trial<SparseMoe>& t) {
          if (are_routes(t, t.out.index, t.in.gate.shape[0]))
            within(t, t.out.y, bounded<SparseLayer>({t.in.x, t.in.gate, t.out.index, t.in.w1, t.in.b1, t.in.w2, t.in.b2, t.in.activation}, t.u, t.eta, t.variant), "y");
        });

}  // namespace
}  // namespace etalon::verify
