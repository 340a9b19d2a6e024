#include "reference/contract/optimization/adam.hpp"

#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adam;
using In = Adam::In<double>;
using Variant = Adam::Variant;

In typical(Draw& draw, std::int64_t n) {
  return {draw.reals({n}), draw.reals({n}), squares(draw, n), draw.reals({n}), draw.integer(1, 2000),
          usual(draw, 0.001), usual_fraction(draw, 0.9), usual_fraction(draw, 0.999), usual(draw, 1e-8)};
}

const auto registered =
    laws<Adam>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "early", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.t = draw.integer(1, 5);
          in.theta = map(in.theta, [](double) { return 0.0; });  // the step by itself
          return in;
        })
        .inputs(core, "where the correction matters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          return in.t = any_step(draw), in;
        })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.t = 1;
          for (auto* zero : {&in.m, &in.v}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.learning_rate = draw.one_of({0.0, 0.125, 1.0, draw.magnitude(-12, 2)});
          in.beta1 = draw.one_of({0.0, 0.5, draw.uniform(0, 0.75), round_to(0.95, draw.format)});
          in.beta2 = draw.one_of({0.0, 0.25, draw.uniform(0, 0.75), round_to(0.99, draw.format)});
          in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
          if (in.epsilon == 0)
            for (double& g : in.gradient) g = draw.magnitude(-6, 4);
          in.t = draw.integer(1, 20);
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.theta = draw.reals({n}, -4, e - 8);
          in.m = draw.reals({n}, -e / 2 - 8, e - 8);
          in.gradient = draw.reals({n}, -e + 12, e - 8);
          in.v = squares(draw, n, -e + 12, e - 8);
          return in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 3));
          in.t = draw.one_of<std::int64_t>({1000000, 123456789012, INT64_MAX});
          return in;
        })
        .inputs(edge, "nothing has happened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.m, &in.v, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C4", "0/0", [](Draw& draw) {
          In in = typical(draw, 3);
          in.epsilon = in.gradient[1] = 0;
          (draw.coin() ? in.v[1] : in.beta2) = 0;
          return in;
        })
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

}  // namespace
}  // namespace etalon::verify
