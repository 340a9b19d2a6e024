#include "reference/contract/optimization/adamax.hpp"

#include "verify/laws/optimization/runs.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adamax;
using In = Adamax::In<double>;

using enum Adamax::Variant;

In typical(Draw& draw, std::int64_t n) {
  return {draw.reals({n}), draw.reals({n}), squares(draw, n, -6, 4), draw.reals({n}), draw.integer(1, 2000), usual(draw, 0.002), usual_fraction(draw, 0.9), usual_fraction(draw, 0.999), usual(draw, 1e-8)};
}

const auto registered =
    laws<Adamax>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "where the correction matters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.t = any_step(draw), in.theta = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.t = 1;
          for (auto* zero : {&in.m, &in.u}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.learning_rate = any_rate(draw), in.beta1 = any_fraction(draw), in.beta2 = any_fraction(draw), in.t = draw.integer(1, 20);
          in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
          if (in.epsilon == 0)
            for (double& g : in.gradient) g = draw.magnitude(-6, 4);
          return in;
        })
        .inputs(extreme, "the whole range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.theta = draw.reals({n}, -4, e - 8), in.m = draw.reals({n}, -e + 12, e - 8), in.gradient = draw.reals({n}, -e + 12, e - 8), in.u = squares(draw, n, -e + 12, e - 8);
          return in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 3));
          return in.t = draw.one_of<std::int64_t>({1000000, 123456789012, INT64_MAX}), in;
        })
        .inputs(edge, "nothing has happened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.m, &in.u, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C4", "0/0", [](Draw& draw) {
          In in = typical(draw, 3);
          in.epsilon = in.gradient[1] = 0;
          (draw.coin() ? in.u[1] : in.beta2) = 0;
          return in;
        })
        .theorem("C5", "one and the same gradient", [](Exact<Adamax>& t) {
          auto in = t.in;
          in.m = in.u = zeros_like(in.theta);
          for (in.t = 1; in.t <= 4; ++in.t) {
            const auto out = t.f(in, epsilon_outside);
            for (std::size_t i = 0; i < in.theta.size(); ++i)
              t.equal_within(out.theta_next[i], in.theta[i] - in.learning_rate * in.gradient[i] / (abs(in.gradient[i]) + in.epsilon), abs(in.theta[i]) + in.learning_rate, "θ − α·g/(|g| + ε)");
            in.theta = out.theta_next, in.m = out.m_next, in.u = out.u_next;
          }
        })
        .theorem("C6", "without ε", [](Exact<Adamax>& t) {
          auto in = t.in;
          in.epsilon = 0;
          const auto a = t.f(in, epsilon_outside).theta_next, b = t.f(in, epsilon_in_maximum).theta_next;
          for (auto* x : {&in.m, &in.u, &in.gradient}) *x = scaled_by(Interval(11) / 8, *x);
          const auto scaled = t.f(in, epsilon_outside).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) {
            const Interval size = abs(in.theta[i]) + abs(a[i]);
            t.equal_within(b[i], a[i], size, "both conventions");
            t.equal_within(scaled[i], a[i], size, "the gradients' scale");
          }
        })
        .law("C7", "the largest so far", [](Law<Adamax>& t) {
          for (std::size_t i = 0; i < t.in.u.size(); ++i) {
            t.exactly_at_most(abs(t.in.gradient[i]), t.out.u_next[i], "|g| ≤ u′");
            t.at_most(t.in.beta2 * t.in.u[i], t.out.u_next[i], "β₂u ≤ u′");
          }
        })
        .law("C8", "no parameter moves along m′", [](Law<Adamax>& t) { moves_against(t, t.out.theta_next, t.in.theta, t.out.m_next, "(θ′ − θ)·m′ ≤ 0"); });

const auto registered_run = laws_of_run<contract::optimization::AdamaxRun>();

}  // namespace
}  // namespace etalon::verify
