#include "reference/contract/optimization/adagrad.hpp"

#include "reference/contract/optimization/schedule.inverse_time.hpp"
#include "verify/laws/optimization/runs.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Adagrad;
using contract::optimization::ScheduleInverseTime;
using In = Adagrad::In<double>;
using enum Adagrad::Variant;

In typical(Draw& draw, std::int64_t n) { return {draw.reals({n}), squares(draw, n), draw.reals({n}), draw.integer(1, 2000), usual(draw, 0.01), 0, usual(draw, 1e-10)}; }

const auto registered =
    laws<Adagrad>()
        .inputs(core, "typical", [](Draw& draw) { return typical(draw, draw.extent(1, 6)); })
        .inputs(core, "first step", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 6));
          in.t = 1;
          in.sum = map(in.sum, [start = draw.one_of({0.0, 0.125})](double) { return start; });
          in.theta = Tensor<double>(in.theta.shape);  // the step by itself
          return in;
        })
        .inputs(core, "a rate that decays", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.t = any_step(draw), in.learning_rate_decay = draw.one_of({0.5, 1.0, draw.magnitude(-10, 1)});
          return in;
        })
        .inputs(core, "other hyperparameters", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          in.theta = Tensor<double>(in.theta.shape);
          in.learning_rate = any_rate(draw), in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
          if (in.epsilon == 0)
            for (double& g : in.gradient) g = draw.magnitude(-6, 4);
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          const auto n = draw.extent(1, 3);
          const int e = draw.format.max_exponent;
          In in = typical(draw, n);
          in.theta = draw.reals({n}, -4, e - 8), in.gradient = draw.reals({n}, -e + 12, e - 8), in.sum = squares(draw, n, -e + 12, e - 8);
          return in;
        })
        .inputs(extreme, "a long run", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 3));
          in.t = draw.one_of<std::int64_t>({1000000, 123456789012, INT64_MAX}), in.learning_rate_decay = draw.one_of({0.0, 0.25, usual(draw, 1e-4)});
          return in;
        })
        .inputs(edge, "nothing has happened", [](Draw& draw) {
          In in = typical(draw, draw.extent(1, 4));
          for (auto* zero : {&in.sum, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
          return in;
        })
        .inputs(edge, "no parameters", [](Draw& draw) { return typical(draw, 0); })
        .refuses("C4", "0/0", [](Draw& draw) {
          In in = typical(draw, 3);
          return in.epsilon = in.gradient[1] = in.sum[1] = 0, in;
        })
        .theorem("C5", "one and the same gradient", [](Exact<Adagrad>& t) {
          auto in = t.in;
          in.sum = zeros_like(in.sum), in.learning_rate_decay = 0;
          for (in.t = 1; in.t <= 4; ++in.t) {
            const auto out = t.f(in, epsilon_outside);
            for (std::size_t i = 0; i < in.theta.size(); ++i)
              t.equal_within(out.theta_next[i], in.theta[i] - in.learning_rate * in.gradient[i] / (sqrt(Interval(in.t)) * abs(in.gradient[i]) + in.epsilon), abs(in.theta[i]) + in.learning_rate, "θ − η·g/(√t·|g| + ε)");
            in.theta = out.theta_next, in.sum = out.sum_next;
          }
        })
        .theorem("C6", "without ε", [](Exact<Adagrad>& t) {
          auto in = t.in;
          in.epsilon = 0;
          const auto a = t.f(in, epsilon_outside).theta_next, b = t.f(in, epsilon_inside).theta_next;
          const Interval s = Interval(11) / 8;
          in.gradient = scaled_by(s, in.gradient), in.sum = scaled_by(square(s), in.sum);
          const auto scaled = t.f(in, epsilon_outside).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) {
            t.equal_within(b[i], a[i], abs(in.theta[i]) + in.learning_rate, "both conventions");
            t.equal_within(scaled[i], a[i], abs(in.theta[i]) + in.learning_rate, "the gradients' scale");
          }
        })
        .theorem("C7", "the rate's decay", [](Exact<Adagrad>& t) {
          auto in = t.in;
          in.learning_rate = exact<ScheduleInverseTime>({in.learning_rate, in.t - 1, in.learning_rate_decay, 1}).rate, in.learning_rate_decay = 0;
          const auto a = t.f(in).theta_next, b = t.f(t.in).theta_next;
          for (std::size_t i = 0; i < a.size(); ++i) t.equal_within(b[i], a[i], abs(in.theta[i]) + t.in.learning_rate, "η/(1 + (t − 1)k)");
        })
        .law("C8", "s never decreases, and no parameter moves along its gradient", [](Law<Adagrad>& t) {
          for (std::size_t i = 0; i < t.in.sum.size(); ++i) t.exactly_at_most(t.in.sum[i], t.out.sum_next[i], "s ≤ s′");
          moves_against(t, t.out.theta_next, t.in.theta, t.in.gradient, "(θ′ − θ)·g ≤ 0");
        });

const auto registered_run = laws_of_run<contract::optimization::AdagradRun>();

}  // namespace
}  // namespace etalon::verify
