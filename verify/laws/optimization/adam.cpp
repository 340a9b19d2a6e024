#include "reference/contract/optimization/adam.hpp"

#include "verify/laws/optimization/adams.hpp"
#include "verify/laws/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adam;
using Variant = Adam::Variant;

const auto registered =
    adams<Adam>()
        .theorem("C5", "after any number of steps with one gradient, m̂ = g and v̂ = g²", [](Exact<Adam>& t) {
          auto in = t.in;
          in.m = in.v = map(in.theta, [](const Interval&) { return Interval(0); });
          for (in.t = 1; in.t <= 4; ++in.t) {
            const auto out = t.f(in, Variant::epsilon_outside);
            for (std::size_t i = 0; i < in.theta.size(); ++i) {
              const Interval& g = in.gradient[i];
              t.equal(out.m_next[i] / (1 - pow(in.beta1, in.t)), g, "m̂ = g");
              t.equal(out.v_next[i] / (1 - pow(in.beta2, in.t)), square(g), "v̂ = g²");
              t.equal_within(out.theta_next[i], in.theta[i] - in.learning_rate * g / (abs(g) + in.epsilon), abs(in.theta[i]) + in.learning_rate,
                             "θ′ = θ − α·g/(|g| + ε)");
            }
            in.theta = out.theta_next, in.m = out.m_next, in.v = out.v_next;
          }
        })
        .theorem("C6", "one step, three conventions", [](Exact<Adam>& t) {
          auto in = t.in;
          in.epsilon += Interval(1) / 64;
          auto scaled = in;
          scaled.epsilon *= sqrt(1 - pow(in.beta2, in.t));
          const auto hat = t.f(scaled, Variant::epsilon_hat).theta_next, outside = t.f(in, Variant::epsilon_outside).theta_next;
          in.epsilon = 0;
          const auto plain = t.f(in, Variant::epsilon_outside).theta_next;
          const auto inside = t.f(in, Variant::epsilon_inside).theta_next, other = t.f(in, Variant::epsilon_hat).theta_next;
          scaled = in;
          const Interval s = Interval(11) / 8;
          for (auto* x : {&scaled.m, &scaled.gradient})
            for (Interval& entry : *x) entry *= s;
          for (Interval& entry : scaled.v) entry *= square(s);
          const auto rescaled = t.f(scaled, Variant::epsilon_outside).theta_next;
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const Interval scale = abs(in.theta[i]) + abs(plain[i]);
            t.equal_within(hat[i], outside[i], scale, "epsilon_hat with ε·√(1 − β₂ᵗ) is epsilon_outside");
            t.equal_within(inside[i], plain[i], scale, "ε = 0: inside is outside");
            t.equal_within(other[i], plain[i], scale, "ε = 0: epsilon_hat is epsilon_outside");
            t.equal_within(rescaled[i], plain[i], scale, "ε = 0: the gradients' scale makes no difference");
          }
        })
        .theorem("C7", "a step is bounded by the history of the gradients", [](Exact<Adam>& t) {
          auto in = t.in;
          if (in.beta2.is_zero() || in.theta.size() == 0) return;
          in.theta = in.m = in.v = map(in.theta, [](const Interval&) { return Interval(0); });
          Interval sum = 0;
          for (in.t = 1; in.t <= 6; ++in.t) {
            in.gradient[0] *= in.t == 4 ? -100 : Interval(3) / 4;  // quiet, then one large one: the longest steps
            sum += pow(square(in.beta1) / in.beta2, in.t - 1);
            const auto out = t.f(in, Variant::epsilon_outside);
            const Interval c = square(1 - in.beta1) / (1 - in.beta2) * sum;
            const Interval longest = in.learning_rate * sqrt(c) * sqrt(1 - pow(in.beta2, in.t)) / (1 - pow(in.beta1, in.t));
            for (const Interval& step : out.theta_next) t.at_most(abs(step), longest * (1 + power_of_two(-64)), "|θ′ − θ|");
            in.m = out.m_next, in.v = out.v_next;
          }
        })
        .law("C11", "v′ ≥ 0, and no parameter moves along m′", [](Law<Adam>& t) {
          for (std::size_t i = 0; i < t.out.v_next.size(); ++i) {
            t.exactly_at_most(0, t.out.v_next[i], "0 ≤ v′");
            if (t.out.m_next[i].is_finite()) t.exactly_at_most((t.out.theta_next[i] - t.in.theta[i]) * t.out.m_next[i], 0, "(θ′ − θ)·m′ ≤ 0");
          }
        })
        .law("C8", "averages lie between what they average", [](Law<Adam>& t) {
          const auto& out = t.out;
          for (std::size_t i = 0; i < out.m_next.size(); ++i) {
            const Interval &m = t.in.m[i], &g = t.in.gradient[i], &v = t.in.v[i];
            t.at_most(min(m, g), out.m_next[i], "min(m, g) ≤ m′");
            t.at_most(out.m_next[i], max(m, g), "m′ ≤ max(m, g)");
            t.at_most(min(v, square(g)), out.v_next[i], "min(v, g²) ≤ v′");
            t.at_most(out.v_next[i], max(v, square(g)), "v′ ≤ max(v, g²)");
          }
        });

const auto registered_run = laws_of_run<contract::optimization::AdamRun>();

}  // namespace
}  // namespace etalon::verify
