#include "reference/contract/optimization/lion.hpp"

#include "verify/judge/freedom.hpp"
#include "verify/laws/optimization/runs.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Lion;
using In = Lion::In<double>;

In typical(Draw& draw, std::int64_t n) {
  return {draw.reals({n}), draw.reals({n}), draw.reals({n}), usual(draw, 1e-4), usual_fraction(draw, 0.9), usual_fraction(draw, 0.99), draw.one_of({0.0, usual(draw, 0.01), usual(draw, 0.1)})};
}

const auto registered =
    laws<Lion>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.m, &in.theta}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.learning_rate = any_rate(draw), in.beta1 = any_fraction(draw), in.beta2 = any_fraction(draw), in.weight_decay = draw.one_of({0.0, 1.0, draw.magnitude(-8, 2)});
          return in;
        })
        .inputs(core, "averages near 0", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.gradient = map(in.m, [&](double m) { return round_to(-9 * m, draw.format); });
          for (double& g : in.gradient)
            if (draw.coin()) g = round_to(g * 1.0078125, draw.format);
          return in;
        })
        .inputs(extreme, "the whole range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.theta = draw.reals({n}, -4, e - 8), in.m = draw.reals({n}, -e + 12, e - 8), in.gradient = draw.reals({n}, -e + 12, e - 8);
          return in;
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* x : {&in.theta, &in.m, &in.gradient})
            for (double& entry : *x)
              if (draw.coin()) entry = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .inputs(edge, "an average of exactly 0", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.beta1 = 0.5, in.gradient = map(in.m, [](double m) { return -m; });
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .law("C3", "a step between −η and η", [](Law<Lion>& t) {
          for (std::size_t i = 0; i < t.in.theta.size(); ++i) {
            const Interval kept = t.in.theta[i] - t.in.learning_rate * t.in.weight_decay * t.in.theta[i];
            t.at_most(abs(t.out.theta_next[i] - kept), t.in.learning_rate + power_of_two(-64) * (abs(kept) + abs(t.in.theta[i]) + t.in.learning_rate), "|θ′ − (1 − ηλ)θ|");
          }
        })
        .theorem("C5", "every entry as long as the rate", [](Exact<Lion>& t) {
          auto in = t.in;
          in.weight_decay = 0;
          const auto a = t.f(in).theta_next;
          for (auto* x : {&in.m, &in.gradient}) *x = scaled_by(Interval(11) / 8, *x);
          const auto b = t.f(in).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) {
            const Interval c = in.beta1 * in.m[i] + (1 - in.beta1) * in.gradient[i];
            const Interval size = abs(in.theta[i]) + in.learning_rate;
            t.equal_within(abs(a[i] - in.theta[i]), static_cast<bool>(c == 0) ? Interval(0) : in.learning_rate, size, "η, or 0");
            t.equal_within(b[i], a[i], size, "the gradients' scale");
          }
        })
        .theorem("C6", "a decay apart", [](Exact<Lion>& t) {
          auto in = t.in;
          in.weight_decay = 0;
          const auto a = t.f(t.in).theta_next, b = t.f(in).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) {
            const Interval decay = in.learning_rate * t.in.weight_decay * in.theta[i];
            t.equal_within(a[i], b[i] - decay, abs(in.theta[i]) + in.learning_rate + abs(decay), "ηλθ less");
          }
        })
        .theorem("C7", "the sign of g alone", [](Exact<Lion>& t) {
          auto in = t.in;
          in.beta1 = in.weight_decay = 0;
          const auto a = t.f(in).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) {
            const int sign = in.gradient[i] > 0 ? 1 : in.gradient[i] < 0 ? -1 : 0;
            t.equal_within(a[i], in.theta[i] - in.learning_rate * sign, abs(in.theta[i]) + in.learning_rate, "θ − η·sign g");
          }
        })
        .law("C7", "m′ lies between m and g", [](Law<Lion>& t) {
          for (std::size_t i = 0; i < t.in.m.size(); ++i) {
            t.at_most(min(t.in.m[i], t.in.gradient[i]), t.out.m_next[i], "min(m, g) ≤ m′");
            t.at_most(t.out.m_next[i], max(t.in.m[i], t.in.gradient[i]), "m′ ≤ max(m, g)");
          }
        });

/// The average has three roundings, each of a size that its two parts have, and where it vanishes below the range its sign is lost.
const Kinks<Lion> kinks("C3", "theta_next", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  const Interval a = in.beta1 * in.m[i], b = (1 - in.beta1) * in.gradient[i], kept = in.theta[i] - in.learning_rate * in.weight_decay * in.theta[i];
  if (a.is_zero() && b.is_zero()) return std::nullopt;  // 0 is known exactly
  const Interval least = power_of_two((u < power_of_two(-30)).certainly() ? -1022 : -126);
  if ((abs(a + b) > 3 * u * (abs(a) + abs(b)) + least).certainly()) return std::nullopt;
  return between(kept - in.learning_rate, kept + in.learning_rate);
});

const auto registered_run = laws_of_run<contract::optimization::LionRun>();

}  // namespace
}  // namespace etalon::verify
