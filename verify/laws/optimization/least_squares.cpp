#include "reference/contract/optimization/least_squares.hpp"

#include "reference/optimization/normal_equations.hpp"
#include "verify/laws/optimization/measurements.hpp"
#include "verify/laws/optimization/states.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::LeastSquares;
using contract::optimization::LeastSquaresStep;
using contract::optimization::model_of_t::formula_of;
using reference::optimization::normal_equations;
using StepIn = LeastSquaresStep::In<double>;
using In = LeastSquares::In<double>;

StepIn step_from(Draw&, const Measured& d) { return {d.model, d.t, d.y, d.x}; }
In run_from(Draw& draw, const Measured& d) { return {d.model, d.t, d.y, d.x, draw.integer(0, 3)}; }

template <class Op>
Laws<Op> laws_of_steps(typename Op::template In<double> (*from)(Draw&, const Measured&)) {
  static const auto drawn = from;
  auto all = laws<Op>();
  all.inputs(core, "curved models with noise", [](Draw& draw) { return drawn(draw, curved(draw, 0.02)); })
      .inputs(core, "curved models that fit", [](Draw& draw) { return drawn(draw, curved(draw, 0)); })
      .inputs(core, "linear models", [](Draw& draw) { return drawn(draw, linear(draw, 0.1)); })
      .refuses("C1", "what is no model", [](Draw& draw) {
        auto in = drawn(draw, linear(draw, 0));
        in.model = draw.one_of({"x[0] +", "x[7]*t", "", "s*x[0]", "[x[0], x[1]]"});
        return in;
      })
      .refuses("C3", "where the model is not defined", [](Draw& draw) {
        auto in = drawn(draw, linear(draw, 0));
        in.model = draw.one_of({"log(-1 - t^2)*x[0] + x[1]", "x[0]/(t - t) + x[1]"});
        if constexpr (requires { in.steps; }) in.steps = 1;
        return in;
      })
      .refuses("C4", "a kink", [](Draw& draw) {
        auto in = drawn(draw, linear(draw, 0));
        in.model = "x[0]*abs(t - t) + x[1]";
        if constexpr (requires { in.steps; }) in.steps = 1;
        return in;
      })
      .refuses("C10", "fewer measurements than parameters", [](Draw& draw) {
        auto in = drawn(draw, linear(draw, 0));
        for (auto* few : {&in.t, &in.y}) few->data.resize(1), few->shape[0] = 1;
        return in;
      })
      .refuses("C6", "a parameter too many", [](Draw& draw) {
        auto in = drawn(draw, measured(draw, "x[0] + x[1]*0 + x[0]*t", {1, 1}, [](const std::vector<double>& p, double t) { return p[0] * (1 + t); }, 0, 2, 0, 0));
        if constexpr (requires { in.steps; }) in.steps = 1;
        return in;
      });
  for (const char* far : {"one or two entries far from the others", "one input far from the others", "lanes at levels of their own"})
    all.leaves_out(far, "the steps of a model overflow where its value does not, as its author wrote it");
  return all;
}

/// Jᵀr beside Σ|Jᵢⱼ||rᵢ|.
template <class Op>
Tensor<Interval> slopes(const Exact<Op>& t, const Tensor<Interval>& x) {
  return normal_equations(formula_of(t.in.model, x.shape[0]), t.in.t, t.in.y, x)->right;
}

const auto registered_step =
    laws_of_steps<LeastSquaresStep>(step_from)
        .theorem("C7", "one step fits a linear model", [](Exact<LeastSquaresStep>& t) {
          auto in = t.in;
          in.model = in.x.shape[0] == 1 ? "x[0]*(1 + t^2)" : in.x.shape[0] == 2 ? "x[0] + x[1]*t" : "x[0] + x[1]*t + x[2]*t^2";
          const auto next = t.f(in).x_next;
          Interval scale = 1;
          for (std::size_t i = 0; i < in.t.size(); ++i) scale += (abs(in.y[i]) + 1) * square(1 + abs(in.t[i])) * 1000;
          const auto fitted = normal_equations(formula_of(in.model, next.shape[0]), in.t, in.y, next);
          for (const Interval& slope : fitted->right) t.equal_within(slope, 0, scale, "Jᵀr = 0 at x′");
        })
        .theorem("C8", "the step descends", [](Exact<LeastSquaresStep>& t) {
          const auto next = t.f(t.in).x_next, slope = slopes(t, t.in.x);
          Interval along = 0, scale = 0;
          for (std::size_t j = 0; j < next.size(); ++j) along += (next[j] - t.in.x[j]) * slope[j], scale += abs(next[j] - t.in.x[j]) * abs(slope[j]);
          t.holds(along >= -scale * power_of_two(-64), "(x′ − x)ᵀJᵀr ≥ 0");
        });

const auto registered =
    laws_of_steps<LeastSquares>(run_from)
        .steps<LeastSquaresStep>([](const In& in, const LeastSquares::Out<double>& reported, std::size_t k) {
          return StepIn{in.model, in.t, in.y, k == 0 ? in.x : state_at(reported.iterates, k - 1)};
        })
        .theorem("C7", "a fit stays", [](Exact<LeastSquares>& t) {
          auto in = t.in;
          in.steps = 1;
          const Formula model = formula_of(in.model, in.x.shape[0]);
          for (std::size_t i = 0; i < in.t.size(); ++i) {
            std::vector<Interval> at = in.x.data;
            at.push_back(in.t[i]);
            in.y[i] = (*reference::calculus::evaluate(model, at, reference::calculus::Wanted::value))[0];
          }
          const auto run = t.f(in);
          for (std::int64_t j = 0; j < in.x.shape[0]; ++j) t.equal_within(run.iterates(1, j), in.x[static_cast<std::size_t>(j)], 1 + abs(in.x[static_cast<std::size_t>(j)]), "x′ = x");
        })
        .theorem("C8", "order 2 without residuals, 1 with them", [](Exact<LeastSquares>& t) {
          // exp(x·t) at t = 1 and 2. With y = e^t the fit is 1; with y = (e, e² + 1/4) it is not exact.
          LeastSquares::In<Interval> in{"exp(x*t)", {{2}, {1, 2}}, {{2}, {exp(Interval(1)), exp(Interval(2))}}, {{1}, {Interval(9) / 8}}, 8};
          const auto exact = t.f(in);
          const auto error = [&](std::int64_t k) { return abs(exact.iterates(k, 0) - 1); };
          t.holds(error(8) < square(error(7)) * 4 && error(7) < square(error(6)) * 4, "e′ = O(e²)");
          in.y[1] += Interval(1) / 4, in.steps = 30;
          const auto run = t.f(in);
          const auto moved = [&](std::int64_t k) { return abs(run.iterates(k + 1, 0) - run.iterates(k, 0)); };
          const Interval rate = moved(21) / moved(20), before = moved(20) / moved(19);
          t.holds(rate > power_of_two(-12) && rate < Interval(1) / 2, "a rate above 0 and below 1");
          t.holds(abs(rate - before) < power_of_two(-12), "and the same at every step");
        });

}  // namespace
}  // namespace etalon::verify
