#include "reference/contract/optimization/sgd.hpp"

#include "reference/contract/optimization/momentum.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Momentum;
using contract::optimization::Sgd;
using In = Sgd::In<double>;
using enum Sgd::Variant;

In typical(Draw& draw, std::int64_t n) {
  In in{draw.reals({n}), draw.reals({n}), draw.reals({n}), usual(draw, 0.01), usual_fraction(draw, 0.9), 0, draw.one_of({0.0, usual(draw, 0.01), usual(draw, 0.0005)})};
  in.nesterov = draw.integer(0, 1), in.maximize = draw.integer(0, 1), in.first = draw.integer(0, 1);
  return in;
}

const auto registered =
    laws<Sgd>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "without momentum", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.momentum = 0, in.nesterov = 0, in.dampening = draw.one_of({0.0, 0.5});
          return in;
        })
        .inputs(core, "dampened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.nesterov = 0, in.dampening = draw.one_of({0.5, 1.0, usual_fraction(draw, 0.9), draw.uniform(0, 1)});
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.learning_rate = any_rate(draw), in.weight_decay = any_rate(draw);
          in.momentum = draw.one_of({0.5, draw.uniform(0.125, 0.75), usual_fraction(draw, 0.999)});
          return in;
        })
        .inputs(core, "a decay that cancels", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.learning_rate = 0.5, in.weight_decay = draw.one_of({2.0, 1.0}), in.maximize = 0;
          in.gradient = map(in.theta, [&](double x) { return -x * in.weight_decay; });
          return in;
        })
        .inputs(extreme, "near the ends of the range", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          const int e = draw.format.max_exponent, low = draw.format.min_exponent;
          In in = typical(draw, n);
          in.theta = draw.coin() ? draw.reals({n}, 0, e - 4) : draw.reals({n}, low, low + 8);
          in.gradient = draw.reals({n}, low, e - 6), in.buffer = draw.reals({n}, low, e - 6);
          return in;
        })
        .inputs(edge, "zeros", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* x : {&in.theta, &in.buffer, &in.gradient})
            for (double& entry : *x)
              if (draw.coin()) entry = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C4", "Nesterov's without momentum, or dampened", [](Draw& draw) {
          In in = typical(draw, 2);
          in.nesterov = 1;
          (draw.coin() ? in.momentum : in.dampening) = 0;
          if (in.momentum != 0) in.dampening = 0.5;
          return in;
        })
        .theorem("C5", "the plain rules", [](Exact<Sgd>& t) {
          auto in = t.in;
          if (in.momentum.is_zero()) return;
          in.weight_decay = in.dampening = 0, in.maximize = 0;
          auto velocity = in.first == 1 ? zeros_like(in.buffer) : in.buffer;
          for (in.nesterov = 0; in.nesterov <= 1; ++in.nesterov) {
            const auto a = t.f(in);
            const auto b = exact<Momentum>({in.theta, velocity, in.gradient, in.learning_rate, in.momentum}, in.nesterov == 1 ? Momentum::Variant::nesterov : Momentum::Variant::heavy_ball);
            equal_beside(t, a.theta_next, b.theta_next, in.theta, "θ′");
            equal_beside(t, a.buffer_next, b.velocity_next, in.gradient, "b′");
          }
        })
        .theorem("C6", "ascent along −g", [](Exact<Sgd>& t) {
          auto in = t.in;
          in.maximize = 1 - in.maximize, in.gradient = scaled_by(-1, in.gradient);
          const auto a = t.f(t.in), b = t.f(in);
          equal_beside(t, b.theta_next, a.theta_next, in.theta, "θ′");
          equal_beside(t, b.buffer_next, a.buffer_next, in.gradient, "b′");
        })
        .theorem("C7", "what a decay is", [](Exact<Sgd>& t) {
          auto in = t.in;
          in.weight_decay = 0;
          if (t.variant == decoupled) in.theta = scaled_by(1 - t.in.learning_rate * t.in.weight_decay, in.theta);
          else
            for (std::size_t i = 0; i < in.theta.size(); ++i) in.gradient[i] += (in.maximize == 1 ? -1 : 1) * t.in.weight_decay * in.theta[i];
          const auto a = t.f(t.in), b = t.f(in);
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const Interval size = (1 + t.in.weight_decay) * (abs(t.in.theta[i]) + abs(t.in.gradient[i]) + abs(in.buffer[i]));
            t.equal_within(a.theta_next[i], b.theta_next[i], (1 + t.in.learning_rate) * size, "θ′");
            t.equal_within(a.buffer_next[i], b.buffer_next[i], size, "b′");
          }
        });

}  // namespace
}  // namespace etalon::verify
