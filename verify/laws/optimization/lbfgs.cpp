#include "reference/contract/optimization/lbfgs.hpp"

#include <algorithm>

#include "reference/contract/calculus/gradient.hpp"
#include "reference/contract/optimization/objective.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/optimization/convex.hpp"
#include "verify/laws/optimization/states.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::optimization::Lbfgs;
using contract::optimization::LbfgsStep;
using StepIn = LbfgsStep::In<double>;
using In = Lbfgs::In<double>;
using Running = RunningError<Interval>;

/// Some way along a bowl, y = As. T grows with every pair as a power: few of them tell more.
StepIn step_from(Draw& draw, std::int64_t m) {
  const auto n = draw.extent(1, 5);
  StepIn in{draw.reals({n}, -3, 2), draw.reals({n}, -3, 2), Tensor<double>({m, n}), Tensor<double>({m, n}), draw.one_of({1.0, draw.magnitude(-6, 2)}), draw.one_of({0.0, usual(draw, 1e-10)})};
  Tensor<double> x = in.x, g = in.g;
  const Tensor<double> a = gen::positive_definite(draw, n, 2);
  for (std::int64_t i = m; i-- > 0;) {
    const Tensor<double> s = draw.reals({n}, -1, 1);  // no step is lost beside the states
    for (std::int64_t j = 0; j < n; ++j) {
      const auto entry = static_cast<std::size_t>(j);
      double y = 0;
      for (std::int64_t l = 0; l < n; ++l) y += a(j, l) * s[static_cast<std::size_t>(l)];
      in.earlier(i, j) = x[entry] = round_to(x[entry] - s[entry], draw.format), in.earlier_gradients(i, j) = g[entry] = round_to(g[entry] - y, draw.format);
    }
  }
  return in;
}

const auto registered_step =
    laws<LbfgsStep>()
        .inputs(core, "some pairs", [](Draw& draw) { return step_from(draw, draw.integer(1, 3)); })
        .inputs(core, "no earlier state", [](Draw& draw) { return step_from(draw, 0); })
        .inputs(edge, "twice the same state", [](Draw& draw) {
          StepIn in = step_from(draw, 1);
          return in.earlier.data = in.x.data, in.earlier_gradients.data = in.g.data, in;
        })
        .theorem("C3", "steepest descent at first", [](Exact<LbfgsStep>& t) {
          auto in = t.in;
          in.earlier = in.earlier_gradients = Tensor<Interval>({0, in.x.shape[0]});
          const auto next = t.f(in).x_next;
          for (std::size_t i = 0; i < next.size(); ++i) t.equal_within(next[i], in.x[i] - in.length * in.g[i], abs(in.x[i]) + abs(in.g[i]), "x − αg");
        })
        .theorem("C4", "it descends", [](Exact<LbfgsStep>& t) {
          const auto next = t.f(t.in).x_next;
          Interval slope = 0, size = 0;
          for (std::size_t i = 0; i < next.size(); ++i) slope += t.in.g[i] * (next[i] - t.in.x[i]), size += abs(t.in.g[i]) * (abs(next[i]) + abs(t.in.x[i]));
          t.holds(slope <= power_of_two(-64) * size, "gᵀ(x′ − x) ≤ 0");
        });

In run_from(Draw& draw, const Drawn& drawn) {
  const double c2 = draw.one_of({0.9, 0.9, 0.5, 0.125});
  return {drawn.function, drawn.x, draw.integer(1, 20), usual(draw, 0.0001), round_to(c2, draw.format), draw.one_of({0.0, usual(draw, 1e-10)}), draw.integer(0, 2)};  // what has converged, rounding hides from any search
}
/// The states and gradients before state k that its step looks at.
template <class T>
typename LbfgsStep::template In<T> step_to(const Tensor<T>& iterates, const Tensor<T>& gradients, const T& length, const T& least, std::int64_t m, std::size_t k) {
  const auto last = k - 1, first = static_cast<std::size_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(last) - m));
  const std::int64_t n = iterates.shape[1];
  const auto rows = [&](const Tensor<T>& all) {
    return Tensor<T>({static_cast<std::int64_t>(last - first), n}, {all.begin() + static_cast<std::ptrdiff_t>(first) * n, all.begin() + static_cast<std::ptrdiff_t>(last) * n});
  };
  return {state_at(iterates, last), state_at(gradients, last), rows(iterates), rows(gradients), length, least};
}

const auto registered =
    laws<Lbfgs>()
        .inputs(core, "convex formulas", [](Draw& draw) { return run_from(draw, convex(draw)); })
        .inputs(core, "functions of the table", [](Draw& draw) { return run_from(draw, named_convex(draw)); })
        .inputs(core, "a long valley, and few pairs", [](Draw& draw) {
          In in = run_from(draw, {"rosenbrock", {{4}, {-1.25, 1, draw.uniform(-1, 1), 0.5}}, 1});
          in.memory = draw.integer(1, 3), in.steps = draw.format.precision < 20 ? draw.integer(1, 2) : draw.integer(4, 8);  // the exact run's lengths suit few states that a short format rounds
          return in;
        })
        .inputs(edge, "a minimum", [](Draw& draw) { return run_from(draw, {"himmelblau", {{2}, {3, 2}}, 1}); })
        .refuses("C1", "what is no formula", [](Draw& draw) { return run_from(draw, {draw.one_of({"x[0] +", "sine(x[0])", "", "x[9]", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1), 1}); })
        .refuses("C3", "where the function is not defined", [](Draw& draw) { return run_from(draw, {draw.one_of({"log(x[0])", "sqrt(x[0])", "x[0]^0.5 + 1"}), {{1}, {-draw.magnitude(-3, 2)}}, 1}); })
        .refuses("C4", "kinks", [](Draw& draw) { return run_from(draw, {draw.one_of({"abs(x[0])", "relu(x[0])+1", "sqrt(x[0]*0) + 1"}), {{1}, {0}}, 1}); })
        .refuses("C5", "two outputs", [](Draw& draw) { return run_from(draw, {"[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2}); })
        .refuses("C13", "a line has no valley", [](Draw& draw) {
          In in = run_from(draw, {draw.one_of({"x[0] - 2*x[1]", "3*x[1]"}), draw.reals({2}, -3, 1), 1});
          return in.steps = 1, in;
        })
        .steps<LbfgsStep>([](const In& in, const Lbfgs::Out<double>& reported, std::size_t k) {
          if (k == 0) return StepIn{in.x, in.x, Tensor<double>({0, in.x.shape[0]}), Tensor<double>({0, in.x.shape[0]}), 1, in.least_curvature};
          return step_to<double>(reported.iterates, reported.gradients, reported.lengths[k - 1], in.least_curvature, in.memory, k);
        })
        .measures<contract::optimization::Objective>("values", [](const In& in, const Lbfgs::Out<double>& reported, std::size_t k) {
          return contract::optimization::Objective::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .measures<contract::calculus::Gradient>("gradients", [](const In& in, const Lbfgs::Out<double>& reported, std::size_t k) {
          return contract::calculus::Gradient::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .requirement("C11", "every length satisfies Wolfe's strong conditions", [](Trial<Lbfgs>& t) {
          // The direction's n + 4, a sum of n products and the two products and sums of the condition.
          const Interval roundings = 2 * t.in.x.shape[0] + 8;
          const auto lifted = [](const Tensor<Interval>& x) { return map(x, [](const Interval& entry) { return Running(entry, abs(entry)); }); };
          const auto iterates = lifted(t.out.iterates), gradients = lifted(t.out.gradients), values = lifted(t.out.values);
          for (std::size_t k = 1; k <= t.out.lengths.size(); ++k) {
            const Interval& length = t.out.lengths[k - 1];
            const auto step = step_to<Running>(iterates, gradients, Running(1), Running(t.in.least_curvature), t.in.memory, k);
            const auto next = Wings<LbfgsStep>::reference(step);
            if (!length.is_finite() || !next) return t.holds(false, "a step can be followed");
            Running slope = 0, end = 0;
            const auto there = state_at(gradients, k);
            for (std::size_t i = 0; i < step.x.size(); ++i) {
              const Running d = next->x_next[i] - step.x[i];
              slope = slope + step.g[i] * d, end = end + there[i] * d;
            }
            if (std::all_of(step.g.begin(), step.g.end(), [](const Running& g) { return g.value().is_zero(); })) continue;
            const auto at_most = [&](const Running& left, const Running& right, const char* what) {
              const Running gap = left - right;
              t.at_most(gap.value(), roundings * (t.u * (gap.error() + abs(gap.value())) + t.eta), what);
            };
            at_most(values[k], values[k - 1] + Running(t.in.c1 * length) * slope, "f(xₖ₊₁) − f(xₖ) − c₁αgᵀd");
            const Running falls = end < 0 ? -end : end;
            at_most(falls, -Running(t.in.c2) * slope, "|gₖ₊₁ᵀd| − c₂|gᵀd|");
            t.holds(length > 0, "a length is above 0");
          }
        })
        .theorem("C12", "pairs with curvature, values that fall, and a minimum where it stays", [](Exact<Lbfgs>& t) {
          const auto run = t.f({"rosenbrock", {{2}, {Interval(-5) / 4, 1}}, 3, Interval(1) / 10000, Interval(9) / 10, 0, 4});
          for (std::size_t k = 0; k < 4; ++k) {
            t.holds(run.values[k + 1] < run.values[k], "f falls");
            Interval curvature = 0;
            for (std::size_t i = 0; i < 2; ++i) curvature += (run.iterates(k + 1, i) - run.iterates(k, i)) * (run.gradients(k + 1, i) - run.gradients(k, i));
            t.holds(curvature > 0, "sᵀy > 0");
          }
          const auto still = t.f({"himmelblau", {{2}, {3, 2}}, 3, Interval(1) / 10000, Interval(9) / 10, 0, 2});
          for (std::size_t k = 0; k < 3; ++k) t.equal(state_at(still.iterates, k), {{2}, {3, 2}}, "it stays");
        })
        .leaves_out("one or two entries far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .leaves_out("one input far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .leaves_out("lanes at levels of their own", "the steps of a formula overflow where its value does not, as its author wrote it");

}  // namespace
}  // namespace etalon::verify
