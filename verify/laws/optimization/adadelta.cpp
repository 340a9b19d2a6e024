#include "reference/contract/optimization/adadelta.hpp"

#include "verify/laws/optimization/runs.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adadelta;
using In = Adadelta::In<double>;

In typical(Draw& draw, std::int64_t n) { return {draw.reals({n}), squares(draw, n), squares(draw, n), draw.reals({n}), draw.one_of({1.0, 0.5}), usual_fraction(draw, 0.9), usual(draw, 1e-6)}; }

const auto registered =
    laws<Adadelta>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.v, &in.u, &in.theta}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.theta = Tensor<double>(in.theta.shape);
          in.learning_rate = any_rate(draw), in.rho = any_fraction(draw), in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
          if (in.epsilon == 0)
            for (double& g : in.gradient) g = draw.magnitude(-6, 4);
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.theta = draw.reals({n}, -4, e - 8), in.gradient = draw.reals({n}, -e + 12, e - 8), in.v = squares(draw, n, -e + 12, e - 8), in.u = squares(draw, n, -e + 12, e / 2);
          return in;
        })
        .inputs(edge, "nothing has happened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.v, &in.u, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C4", "0/0", [](Draw& draw) {
          In in = typical(draw, 3);
          in.epsilon = in.gradient[1] = 0;
          (draw.coin() ? in.v[1] : in.rho) = 0;
          return in;
        })
        .theorem("C5", "units", [](Exact<Adadelta>& t) {
          auto in = t.in;
          in.epsilon = 0;
          const auto a = t.f(in);
          const Interval s = Interval(11) / 8;
          in.gradient = scaled_by(s, in.gradient), in.v = scaled_by(square(s), in.v);
          const auto b = t.f(in);
          in.u = scaled_by(square(s), in.u);
          const auto c = t.f(in);
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const Interval size = abs(in.theta[i]) + abs(a.theta_next[i]);
            t.equal_within(b.theta_next[i], a.theta_next[i], size, "the gradients' scale");
            t.equal_within(c.theta_next[i] - in.theta[i], s * (a.theta_next[i] - in.theta[i]), size, "s times as long");
            t.equal_within(c.u_next[i], square(s) * a.u_next[i], in.u[i] + a.u_next[i], "s²u′");
          }
        })
        .theorem("C6", "without averages", [](Exact<Adadelta>& t) {
          auto in = t.in;
          in.v = zeros_like(in.v), in.rho = 0;
          const auto a = t.f(in);
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const Interval step = sqrt(in.u[i] + in.epsilon) * in.gradient[i] / sqrt(square(in.gradient[i]) + in.epsilon);
            t.equal_within(a.theta_next[i], in.theta[i] - in.learning_rate * step, abs(in.theta[i]) + in.learning_rate * abs(step), "√(u + ε)·g/√(g² + ε)");
          }
        })
        .law("C7", "an average, and a step against the gradient", [](Law<Adadelta>& t) {
          for (std::size_t i = 0; i < t.in.v.size(); ++i) {
            t.at_most(min(t.in.v[i], square(t.in.gradient[i])), t.out.v_next[i], "min(v, g²) ≤ v′");
            t.at_most(t.out.v_next[i], max(t.in.v[i], square(t.in.gradient[i])), "v′ ≤ max(v, g²)");
          }
          moves_against(t, t.out.theta_next, t.in.theta, t.in.gradient, "(θ′ − θ)·g ≤ 0");
        });

const auto registered_run = laws_of_run<contract::optimization::AdadeltaRun>();

}  // namespace
}  // namespace etalon::verify
