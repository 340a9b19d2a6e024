#include "reference/contract/optimization/momentum.hpp"

#include "reference/contract/optimization/gradient_descent.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::GradientDescent;
using contract::optimization::Momentum;
using In = Momentum::In<double>;
using enum Momentum::Variant;

In typical(Draw& draw, std::int64_t n) { return {draw.reals({n}), draw.reals({n}), draw.reals({n}), usual(draw, 0.01), usual_fraction(draw, 0.9)}; }

const auto registered =
    laws<Momentum>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.velocity = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.learning_rate = any_rate(draw), in.momentum = any_fraction(draw);
          return in;
        })
        .inputs(core, "the step by itself", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.theta = Tensor<double>(in.theta.shape);
          in.learning_rate = draw.magnitude(-4, 1);
          return in;
        })
        .inputs(extreme, "near the ends of the range", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          const int e = draw.format.max_exponent, low = draw.format.min_exponent;
          In in = draw.coin() ? In{draw.reals({n}, 0, e - 4), draw.reals({n}, e / 2, e - 4), draw.reals({n}, e / 2, e - 4)} : In{draw.reals({n}, low, low + 8), draw.reals({n}, low, low + 8), draw.reals({n}, low, 0)};
          in.learning_rate = draw.one_of({1.0, 0.5, draw.magnitude(-8, 0)}), in.momentum = any_fraction(draw);
          return in;
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* x : {&in.theta, &in.velocity, &in.gradient})
            for (double& entry : *x)
              if (draw.coin()) entry = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .theorem("C3", "the rate inside or outside the velocity", [](Exact<Momentum>& t) {
          auto inside = t.in;
          inside.velocity = scaled_by(-t.in.learning_rate, t.in.velocity);
          const auto a = t.f(t.in, heavy_ball), b = t.f(inside, polyak);
          for (std::size_t i = 0; i < t.in.theta.size(); ++i) {
            const Interval size = abs(t.in.learning_rate) * (abs(t.in.velocity[i]) + abs(t.in.gradient[i]));
            t.equal_within(b.theta_next[i], a.theta_next[i], abs(t.in.theta[i]) + size, "θ′");
            t.equal_within(b.velocity_next[i], -t.in.learning_rate * a.velocity_next[i], size, "−ηv′");
          }
        })
        .theorem("C4", "nesterov walks on lookahead's points", [](Exact<Momentum>& t) {
          auto ahead = t.in, kept = t.in;
          ahead.velocity = scaled_by(-t.in.learning_rate, t.in.velocity);
          for (std::size_t i = 0; i < t.in.theta.size(); ++i) kept.theta[i] += t.in.momentum * ahead.velocity[i];
          const auto a = t.f(ahead, lookahead), b = t.f(kept, nesterov);
          for (std::size_t i = 0; i < t.in.theta.size(); ++i) {
            const Interval size = abs(t.in.learning_rate) * (abs(t.in.velocity[i]) + abs(t.in.gradient[i]));
            t.equal_within(a.next_point[i], b.theta_next[i], abs(t.in.theta[i]) + size, "θ′ + μv′");
            t.equal_within(a.velocity_next[i], -t.in.learning_rate * b.velocity_next[i], size, "−ηv′");
          }
        })
        .theorem("C5", "without momentum", [](Exact<Momentum>& t) {
          auto in = t.in;
          in.momentum = 0;
          const auto plain = exact<GradientDescent>({in.theta, in.gradient, in.learning_rate});
          equal_beside(t, t.f(in).theta_next, plain.theta_next, in.theta, "θ − ηg");
        })
        .theorem("C6", "a geometric sum", [](Exact<Momentum>& t) {
          auto in = t.in;
          in.velocity = zeros_like(in.velocity);
          for (int step = 1; step <= 4; ++step) {
            in.velocity = t.f(in, heavy_ball).velocity_next;
            for (std::size_t i = 0; i < in.theta.size(); ++i) t.equal(in.velocity[i], in.gradient[i] * (1 - pow(in.momentum, step)) / (1 - in.momentum), "g·(1 − μᵗ)/(1 − μ)");
          }
        });

}  // namespace
}  // namespace etalon::verify
