#include "reference/contract/gan/r1_penalty.hpp"

#include "verify/laws/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::R1Penalty;
using contract::gan::R1PenaltyGradient;

const auto registered =
    penalties_of_critics<R1Penalty>()
        .law("C4", "penalty ≥ 0", [](Law<R1Penalty>& t) { t.exactly_at_most(0, t.out.penalty, "penalty ≥ 0"); })
        .theorem("C4", "0 of a constant", [](Exact<R1Penalty>& t) {
          auto flat = t.in;
          for (Interval& w : flat.weights.back()) w = 0;
          t.holds(t.f(flat).penalty == 0, "0 of a constant");
        })
        .theorem("C5", "½γ‖w‖² of a linear one; the square of the last layer", [](Exact<R1Penalty>& t) {
          const auto linear = linear_part(t.in);
          t.equal(t.f(linear).penalty, t.in.strength * square(length(linear.weights[0])) / 2, "of a linear one");
          auto larger = t.in;
          for (Interval& w : larger.weights.back()) w *= 3;
          t.equal(t.f(larger).penalty, 9 * t.f(t.in).penalty, "of 3W_L");
        })
        .theorem("C6", "of points taken twice; the last bias", [](Exact<R1Penalty>& t) {
          auto more = t.in;
          more.x = twice(t.in.x), more.biases.back()[0] += 3;
          t.equal(t.f(more).penalty, t.f(t.in).penalty, "of points taken twice");
        });

const auto registered_gradient =
    laws<R1PenaltyGradient>()
        .leaves_out("lanes at levels of their own", "a slope underflows, and a weight makes more of what is lost")
        .leaves_out("one or two entries far from the others", "a slope underflows beside the longest, and a weight makes more of what is lost")
        .theorem("C4", "0 where there is no slope", [](Exact<R1PenaltyGradient>& t) {
          auto flat = t.in;
          for (Interval& w : flat.weights[0]) w = 0;
          const auto out = t.f(flat);
          for (const auto& layer : out.grad_weights)
            for (const Interval& g : layer) t.holds(g == 0, "W̄ = 0");
        })
        .theorem("C5", "γw of a linear one", [](Exact<R1PenaltyGradient>& t) {
          const auto linear = linear_part(t.in);
          const auto out = t.f(linear);
          for (std::size_t j = 0; j < linear.weights[0].size(); ++j) t.equal(out.grad_weights[0][j], t.in.strength * linear.weights[0][j], "w̄ = γw");
          t.holds(t.f(t.in).grad_biases.back()[0] == 0, "the last bias has none");
        })
        .theorem("C6", "⟨W̄_L, W_L⟩ = 2·penalty", [](Exact<R1PenaltyGradient>& t) {
          t.equal_within(inner(t.f(t.in).grad_weights.back(), t.in.weights.back()), 2 * Wings<R1Penalty>::reference(t.in)->penalty, 1, "⟨W̄_L, W_L⟩");
        });

}  // namespace
}  // namespace etalon::verify
