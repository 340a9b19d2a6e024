#include "reference/contract/optimization/rmsprop.hpp"

#include "verify/laws/optimization/runs.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Rmsprop;
using In = Rmsprop::In<double>;

using enum Rmsprop::Variant;

In typical(Draw& draw, std::int64_t n) {
  In in{draw.reals({n}), {}, draw.reals({n}), draw.reals({n}), draw.reals({n}), usual(draw, 0.01), usual_fraction(draw, 0.99), usual(draw, 1e-8), draw.one_of({0.0, usual_fraction(draw, 0.9)}), draw.integer(0, 1)};
  in.v = squares(draw, n);
  for (std::size_t i = 0; i < in.v.size(); ++i) in.v[i] = round_to(in.v[i] + 1.25 * in.mean[i] * in.mean[i], draw.format);  // as of gradients that vary
  return in;
}

const auto registered =
    laws<Rmsprop>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.v, &in.mean, &in.buffer, &in.theta}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "centred, with momentum", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.centred = 1, in.momentum = draw.one_of({0.5, usual_fraction(draw, 0.9)}), in.theta = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.learning_rate = any_rate(draw), in.alpha = draw.one_of({0.5, 0.25, draw.uniform(0.125, 0.75), usual_fraction(draw, 0.9)}), in.momentum = any_fraction(draw);
          in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
          if (in.epsilon == 0)
            for (double& g : in.gradient) g = draw.magnitude(-6, 4);
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.centred = 0;
          in.theta = draw.reals({n}, -4, e - 8), in.gradient = draw.reals({n}, -e + 12, e - 8), in.v = squares(draw, n, -e + 12, e - 8);
          return in;
        })
        .inputs(core, "a gradient that hardly varies", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 3));
          const double u = draw.format.unit_roundoff(), apart = draw.one_of({0.0, 2.0, 1024.0}) * u;
          in.centred = 1, in.mean = draw.reals(in.theta.shape, 0, 4), in.gradient = in.mean;
          in.v = map(in.mean, [&](double mean) {
            const double v = round_to(mean * mean * (1 + apart), draw.format);
            return std::fma(-mean, mean, v) < 0 ? round_to(v * (1 + 2 * u), draw.format) : v;  // no less than ḡ²
          });
          return in;
        })
        .inputs(edge, "nothing has happened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.v, &in.mean, &in.buffer, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C3", "averages of no gradients", [](Draw& draw) {
          In in = typical(draw, 3);
          in.centred = 1, in.mean[1] = 4, in.v[1] = draw.one_of({0.0, 15.0, 1.0});
          return in;
        })
        .refuses("C4", "0/0", [](Draw& draw) {
          In in = typical(draw, 3);
          in.epsilon = in.gradient[1] = in.mean[1] = 0;
          (draw.coin() ? in.v[1] : in.alpha) = 0;
          return in;
        })
        .theorem("C5", "the same gradient again", [](Exact<Rmsprop>& t) {
          auto in = t.in;
          in.centred = 0, in.momentum = 0;
          in.v = map(in.gradient, [](const Interval& g) { return square(g); });
          const auto out = t.f(in, epsilon_outside);
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            t.equal_within(out.v_next[i], in.v[i], in.v[i], "v");
            t.equal_within(out.theta_next[i], in.theta[i] - in.learning_rate * in.gradient[i] / (abs(in.gradient[i]) + in.epsilon), abs(in.theta[i]) + in.learning_rate, "θ − η·g/(|g| + ε)");
          }
        })
        .theorem("C6", "without ε", [](Exact<Rmsprop>& t) {
          auto in = t.in;
          in.epsilon = 0, in.centred = 0;
          const auto a = t.f(in, epsilon_outside), b = t.f(in, epsilon_inside);
          auto rated = in;
          rated.buffer = scaled_by(in.learning_rate, in.buffer);
          const auto c = t.f(rated, rate_in_buffer);
          in.gradient = scaled_by(Interval(11) / 8, in.gradient), in.v = scaled_by(Interval(121) / 64, in.v);
          const auto d = t.f(in, epsilon_outside);
          for (std::size_t i = 0; i < in.theta.size(); ++i) {
            const Interval size = abs(in.theta[i]) + abs(a.theta_next[i]) + in.learning_rate * (1 + abs(in.buffer[i]));
            t.equal_within(b.theta_next[i], a.theta_next[i], size, "ε = 0: inside is outside");
            t.equal_within(c.theta_next[i], a.theta_next[i], size, "ε = 0: the rate in the buffer");
            t.equal_within(d.theta_next[i], a.theta_next[i], size, "the gradients' scale");
            t.equal_within(c.buffer_next[i], in.learning_rate * a.buffer_next[i], size, "ηb′");
          }
        })
        .theorem("C7", "a deviation knows no shift", [](Exact<Rmsprop>& t) {
          auto in = t.in;
          in.centred = 1, in.momentum = 0, in.theta = zeros_like(in.theta);
          for (std::size_t i = 0; i < in.v.size(); ++i) in.v[i] += square(in.mean[i]);
          auto moved = in;
          const Interval c = 3;
          for (std::size_t i = 0; i < in.v.size(); ++i) moved.v[i] += 2 * c * in.mean[i] + square(c), moved.mean[i] += c, moved.gradient[i] += c;
          const auto a = t.f(in).theta_next, b = t.f(moved).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i)
            t.equal_within(a[i] * moved.gradient[i], b[i] * in.gradient[i], abs(a[i] * moved.gradient[i]) + abs(b[i] * in.gradient[i]), "g/s");
        })
        .law("C8", "what is not kept stays, and an average", [](Law<Rmsprop>& t) {
          for (std::size_t i = 0; i < t.in.v.size(); ++i) {
            if (t.in.momentum.is_zero()) t.exactly(t.out.buffer_next[i] == t.in.buffer[i], "b′ = b");
            if (t.in.centred == 0) t.exactly(t.out.mean_next[i] == t.in.mean[i], "ḡ′ = ḡ");
            t.at_most(min(t.in.v[i], square(t.in.gradient[i])), t.out.v_next[i], "min(v, g²) ≤ v′");
            t.at_most(t.out.v_next[i], max(t.in.v[i], square(t.in.gradient[i])), "v′ ≤ max(v, g²)");
          }
        });

const auto registered_run = laws_of_run<contract::optimization::RmspropRun>("C9").refuses("C8", "averages of no gradients", [](Draw& draw) {
  auto in = Runs<contract::optimization::RmspropRun>::from_start_of(draw, "x[0]^2", {1});
  in.centred = 1, in.mean[0] = 2, in.v[0] = 1, in.alpha = usual_fraction(draw, 0.9), in.steps = 1;
  in.x[0] = 0.5;
  return in;
});

}  // namespace
}  // namespace etalon::verify
