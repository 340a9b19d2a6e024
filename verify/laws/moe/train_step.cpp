#include "reference/contract/moe/train_step.hpp"

#include "reference/contract/moe/load_balance_loss.hpp"
#include "reference/contract/nn/mse.hpp"
#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;
using contract::moe::LoadBalanceLoss;
using contract::moe::LoadBalanceLossGradient;
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;
using contract::moe::TrainStep;
using contract::nn::Mse;
using contract::nn::MseGradient;
using In = TrainStep::In<double>;

In step(Draw& draw, const char* activation, int lowest = -3, int highest = 0) {
  In in = experts<In>(draw, activation, lowest, highest);
  const std::int64_t t = in.x.shape[0], n = in.w1.shape[0];
  in.index = any_routes(draw, t, n, draw.integer(1, std::min<std::int64_t>(n, 2)));
  in.target = draw.reals({t, in.w2.shape[1]}, lowest, highest);
  in.alpha = round_to(draw.one_of({0.01, 0.1, 1.0}), draw.format), in.rate = draw.magnitude(-5, -1);
  return in;
}
template <class I>
I resting(I in) {
  in.rate = 0;
  return in;
}

/// The operations that it is made of.
struct Parts {
  SparseLayer::In<Interval> layer;
  Mse::In<Interval> error;
  GateSoftmax::In<Interval> gate;
  LoadBalanceLoss::In<Interval> balance;

  Parts(const TrainStep::In<Interval>& in, TrainStep::Variant variant) : layer{in.x, in.gate, in.index, in.w1, in.b1, in.w2, in.b2, in.activation}, gate{in.x, in.gate} {
    error = {Wings<SparseLayer>::reference(layer, variant)->y, in.target};
    error.x.shape = error.target.shape = {static_cast<std::int64_t>(error.x.size())};
    // A row for each route: the token's.
    const Matrix g = Wings<GateSoftmax>::reference(gate)->g;
    const std::int64_t k = in.index.shape[1], n = g.shape[1];
    balance = {Matrix({g.shape[0] * k, n}), Index({g.shape[0] * k}), in.alpha};
    for (std::int64_t r = 0; r < g.shape[0]; ++r)
      for (std::int64_t j = 0; j < k; ++j) {
        balance.assignment[static_cast<std::size_t>(r * k + j)] = in.index(r, j);
        for (std::int64_t i = 0; i < n; ++i) balance.probabilities(r * k + j, i) = g(r, i);
      }
  }
};
Interval scale_of(const TrainStep::In<Interval>& in) { return square(size_of(in)) * (1 + max_norm(in.target)) * (1 + max_norm(in.gate)) * (1 + in.alpha); }

const auto registered =
    laws<TrainStep>()
        .leaves_out("one input far from the others", "the squares and their slopes leave the range on the way, where a step may lie within it")
        .leaves_out("one or two entries far from the others", "the squares and their slopes leave the range on the way, where a step may lie within it")
        .inputs(core, "smooth", [](Draw& draw) { return step(draw, smooth(draw)); })
        .inputs(core, "relu", [](Draw& draw) { return step(draw, "relu"); })
        .inputs(core, "all tokens at one expert", [](Draw& draw) {
          In in = step(draw, any_activation(draw));
          in.index = Index({in.x.shape[0], 1});
          const std::int64_t i = draw.integer(0, in.w1.shape[0] - 1);
          for (std::int64_t& route : in.index) route = i;
          return in;
        })
        .inputs(extreme, "saturated", [](Draw& draw) { return step(draw, draw.coin() ? "tanh" : "sigmoid", 0, 2); })
        .inputs(edge, "no rate, or no balance", [](Draw& draw) {
          In in = step(draw, any_activation(draw));
          return (draw.coin() ? in.rate : in.alpha) = 0, in;
        })
        .inputs(edge, "an expert and its copy", [](Draw& draw) { return with_a_copy(step(draw, smooth(draw))); })
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = step(draw, "relu");
          spoil_routes(draw, in.index, in.gate.shape[0]);
          return in;
        })
        .theorem("C5", "the loss of its parts, and no step at rate 0", [](Exact<TrainStep>& t) {
          const Parts parts(t.in, t.variant);
          const auto still = t.f(resting(t.in));
          t.equal(still.gate_next, t.in.gate, "the gate"), t.equal(still.w1_next, t.in.w1, "W₁"), t.equal(still.b1_next, t.in.b1, "b₁");
          t.equal(still.w2_next, t.in.w2, "W₂"), t.equal(still.b2_next, t.in.b2, "b₂");
          t.equal_within(still.loss, Wings<Mse>::reference(parts.error)->loss + Wings<LoadBalanceLoss>::reference(parts.balance)->loss, scale_of(t.in), "the loss");
        })
        .theorem("C6", "−rate times the gradients of its parts", [](Exact<TrainStep>& t) {
          const Parts parts(t.in, t.variant);
          const auto next = t.f(t.in);
          Matrix slopes = Wings<MseGradient>::reference(parts.error)->grad_x;
          slopes.shape = t.in.target.shape;
          const auto layer = Wings<SparseLayerVjp>::reference(SparseLayerVjp::In<Interval>{parts.layer, {slopes}}, t.variant);
          const Matrix rows = Wings<LoadBalanceLossGradient>::reference(parts.balance)->grad_probabilities;
          GateSoftmaxVjp::In<Interval> gate{parts.gate, {Matrix({t.in.x.shape[0], t.in.gate.shape[0]})}};
          for (std::int64_t a = 0; a < rows.shape[0]; ++a)
            for (std::int64_t i = 0; i < rows.shape[1]; ++i) gate.cotangent.g(a / t.in.index.shape[1], i) += rows(a, i);
          Matrix of_gate = Wings<GateSoftmaxVjp>::reference(gate)->grad_gate;
          for (std::size_t i = 0; i < of_gate.size(); ++i) of_gate[i] += layer->grad_gate[i];
          const auto stepped = [&](const Matrix& after, const Matrix& before, const Matrix& slope, const char* what) {
            for (std::size_t i = 0; i < after.size(); ++i) t.equal_within(after[i], before[i] - t.in.rate * slope[i], scale_of(t.in), what);
          };
          stepped(next.gate_next, t.in.gate, of_gate, "the gate"), stepped(next.w1_next, t.in.w1, layer->grad_w1, "W₁"), stepped(next.b1_next, t.in.b1, layer->grad_b1, "b₁");
          stepped(next.w2_next, t.in.w2, layer->grad_w2, "W₂"), stepped(next.b2_next, t.in.b2, layer->grad_b2, "b₂");
        })
        .theorem("C7", "the experts' step does not depend on α", [](Exact<TrainStep>& t) {
          auto other = t.in;
          other.alpha += 1;
          const auto next = t.f(t.in), again = t.f(other);
          same(t, again.w1_next, next.w1_next, scale_of(t.in), "W₁"), same(t, again.b2_next, next.b2_next, scale_of(t.in), "b₂");
          const auto size = static_cast<std::size_t>(t.in.w1.shape[1] * t.in.w1.shape[2]);
          for (std::size_t a = 0; a < next.w1_next.size(); ++a)
            if (std::find(t.in.index.begin(), t.in.index.end(), static_cast<std::int64_t>(a / size)) == t.in.index.end()) t.equal(next.w1_next[a], t.in.w1[a], "an expert without tokens");
        });

}  // namespace
}  // namespace etalon::verify
