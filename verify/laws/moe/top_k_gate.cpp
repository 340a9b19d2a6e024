#include "reference/contract/moe/top_k_gate.hpp"

#include "reference/contract/moe/gate_weights.hpp"
#include "reference/contract/nn/softmax.hpp"
#include "verify/laws/moe/routes.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::TopKGate;
using contract::nn::Softmax;
using In = TopKGate::In<double>;

template <class F>
In scored(Draw& draw, F entry) {
  const std::int64_t t = draw.extent(1, 4), n = draw.extent(1, 6);
  return {scores(draw, t, n, entry), draw.integer(1, n)};
}

const auto registered =
    laws<TopKGate>()
        .inputs(core, "scores", [](Draw& draw) { return scored(draw, [&] { return draw.real(-4, 2); }); })
        .inputs(core, "ties", [](Draw& draw) { return scored(draw, [&] { return static_cast<double>(draw.integer(-1, 1)); }); })
        .inputs(core, "sure", [](Draw& draw) { return scored(draw, [&] { return draw.uniform(-40, 40); }); })
        .inputs(edge, "a last bit apart", [](Draw& draw) {
          const double base = draw.uniform(-2, -1), step = 2 * draw.format.unit_roundoff();
          return scored(draw, [&] { return base + static_cast<double>(draw.integer(0, 3)) * step; });
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return scored(draw, [&] { return draw.real(draw.format.max_exponent / 2, draw.format.max_exponent - 2); }); })
        .refuses("C2", "none, or more than there are", [](Draw& draw) {
          In in = scored(draw, [&] { return draw.real(-4, 2); });
          in.k = draw.coin() ? in.logits.shape[1] + 1 : draw.integer(-1, 0);
          return in;
        })
        .requirement("C3", "the k largest", [](Trial<TopKGate>& t) {
          if (!are_routes(t, t.out.index, t.in.logits.shape[1])) return;
          const bool chosen_first = t.variant == TopKGate::Variant::top_k_then_softmax;
          const Bounded score = chosen_first ? given(t.in.logits) : bounded<Softmax>({t.in.logits, -1}, t.u, t.eta);
          follow_scores(t, t.out.index, score, [&](std::int64_t r, std::int64_t i, std::int64_t e) { return (t.in.logits(r, i) == t.in.logits(r, e)).certainly(); });
        })
        .requirement("C4", "moe.gate_weights at the routes", [](Trial<TopKGate>& t) {
          if (are_routes(t, t.out.index, t.in.logits.shape[1])) within(t, t.out.weights, bounded<GateWeights>({t.in.logits, t.out.index}, t.u, t.eta, t.variant), "weights");
        });

}  // namespace
}  // namespace etalon::verify
