#include "reference/contract/gan/gradient_penalty.hpp"

#include "reference/contract/gan/r1_penalty.hpp"
#include "verify/laws/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::GradientPenalty;
using contract::gan::GradientPenaltyGradient;
using contract::gan::R1Penalty;
using Variant = GradientPenalty::Variant;

const auto registered =
    penalties_of_critics<GradientPenalty>()
        .law("C4", "penalty ≥ 0", [](Law<GradientPenalty>& t) { t.exactly_at_most(0, t.out.penalty, "penalty ≥ 0"); })
        .theorem("C4", "one-sided no larger, and 0 of small slopes", [](Exact<GradientPenalty>& t) {
          t.at_most(t.f(t.in, Variant::one_sided).penalty, t.f(t.in, Variant::two_sided).penalty * (1 + power_of_two(-60)), "one-sided no larger");
          auto flat = linear_part(t.in);
          flat.weights[0] = map(flat.weights[0], [&](const Interval& w) -> Interval { return w / (1 + length(flat.weights[0])); });
          t.holds(t.f(flat, Variant::one_sided).penalty == 0, "0 of small slopes");
        })
        .theorem("C5", "λ(‖w‖ − 1)² of a linear critic; the last bias", [](Exact<GradientPenalty>& t) {
          const auto linear = linear_part(t.in);
          const Interval norm = length(linear.weights[0]);
          t.equal_within(t.f(linear, Variant::two_sided).penalty, t.in.strength * square(norm - 1), t.in.strength * square(norm + 1), "of a linear critic");
          auto moved = t.in;
          moved.biases.back()[0] += 3;
          t.equal(t.f(moved).penalty, t.f(t.in).penalty, "the last bias");
        })
        .theorem("C6", "of points taken twice", [](Exact<GradientPenalty>& t) {
          auto more = t.in;
          more.x = twice(t.in.x);
          t.equal(t.f(more).penalty, t.f(t.in).penalty, "of points taken twice");
        });

const auto registered_gradient =
    laws<GradientPenaltyGradient>()
        .leaves_out("lanes at levels of their own", "a slope underflows, and a weight makes more of what is lost")
        .leaves_out("one or two entries far from the others", "a slope underflows beside the longest, and a weight makes more of what is lost")
        .theorem("C4", "0 where there is no slope", [](Exact<GradientPenaltyGradient>& t) {
          auto flat = t.in;
          for (Interval& w : flat.weights[0]) w = 0;
          const auto out = t.f(flat);
          for (const auto& layer : out.grad_weights)
            for (const Interval& g : layer) t.holds(g == 0, "W̄ = 0");
          for (const auto& layer : out.grad_biases)
            for (const Interval& g : layer) t.holds(g == 0, "b̄ = 0");
        })
        .theorem("C5", "2λ(‖w‖ − 1)·w/‖w‖ of a linear critic", [](Exact<GradientPenaltyGradient>& t) {
          const auto linear = linear_part(t.in);
          const Interval norm = length(linear.weights[0]);
          if (norm.is_zero()) return;
          const auto out = t.f(linear, Variant::two_sided);
          for (std::size_t j = 0; j < linear.weights[0].size(); ++j)
            t.equal_within(out.grad_weights[0][j], 2 * t.in.strength * (norm - 1) * linear.weights[0][j] / norm, t.in.strength * (norm + 1), "w̄");
          t.holds(t.f(t.in).grad_biases.back()[0] == 0, "the last bias has none");
        })
        .theorem("C6", "⟨W̄_L, W_L⟩ = 2λ mean (‖∇‖ − 1)‖∇‖", [](Exact<GradientPenaltyGradient>& t) {
          // of each point alone, whose ‖∇‖² is twice gan.r1_penalty of γ = 1
          auto alone = t.in;
          alone.x = Tensor<Interval>({1, t.in.x.shape[1]});
          std::copy(t.in.x.begin(), t.in.x.begin() + t.in.x.shape[1], alone.x.begin());
          auto unit = alone;
          unit.strength = 1;
          const Interval norm = sqrt(2 * Wings<R1Penalty>::reference(unit)->penalty);
          if (norm.is_zero()) return;
          const auto out = t.f(alone, Variant::two_sided);
          t.equal_within(inner(out.grad_weights.back(), alone.weights.back()), 2 * t.in.strength * (norm - 1) * norm, t.in.strength * square(norm + 1), "⟨W̄_L, W_L⟩");
        });

}  // namespace
}  // namespace etalon::verify
