#include "reference/contract/optimization/descent.hpp"

#include "reference/contract/calculus/gradient.hpp"
#include "reference/contract/optimization/objective.hpp"
#include "verify/laws/calculus/formulas.hpp"
#include "verify/laws/optimization/states.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::optimization::Descent;
using contract::optimization::DescentStep;
using StepIn = DescentStep::In<double>;
using In = Descent::In<double>;
using Variant = DescentStep::Variant;

StepIn step_from(Draw& draw, const Drawn& drawn) {
  return {drawn.function, drawn.x, draw.reals(drawn.x.shape, -3, 2), draw.one_of({0.0, 0.125, draw.magnitude(-8, 0)}), draw.one_of({0.0, 0.5, round_to(0.9, draw.format), draw.uniform(0, 0.875)})};
}
In run_from(Draw& draw, const Drawn& drawn) {
  StepIn step = step_from(draw, drawn);
  if (draw.coin())
    for (double& v : step.velocity) v = 0;
  return {step.function, step.x, step.velocity, draw.one_of({0.0, draw.magnitude(-16, -14)}), step.momentum, draw.integer(0, 5)};
}

/// The refusals that step and run share; what is left out is what formulas leave out.
template <class Op>
Laws<Op> laws_of_descent(typename Op::template In<double> (*from)(Draw&, const Drawn&)) {
  static const auto drawn = from;
  auto all = laws<Op>();
  all.inputs(core, "random formulas", [](Draw& draw) { return drawn(draw, random_formula(draw, Kind::scalar)); })
      .inputs(core, "functions of the table", [](Draw& draw) { return drawn(draw, named_function(draw, Kind::scalar)); })
      .inputs(edge, "a stationary point", [](Draw& draw) {
        auto in = drawn(draw, {draw.coin() ? "himmelblau" : "rosenbrock", {{2}, {3, 2}}, 1});
        if (in.function == "rosenbrock") in.x[0] = in.x[1] = 1;
        for (double& v : in.velocity) v = 0;
        return in;
      })
      .refuses("C1", "what is no formula", [](Draw& draw) { return drawn(draw, {draw.one_of({"x[0] +", "sine(x[0])", "", "x[9]", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1), 1}); })
      .refuses("C3", "where the function is not defined", [](Draw& draw) {
        auto in = drawn(draw, {draw.one_of({"log(x[0])", "sqrt(x[0])", "x[0]^0.5 + 1"}), {{1}, {-draw.magnitude(-3, 2)}}, 1});
        in.velocity[0] = 0;
        return in;
      })
      .refuses("C4", "kinks", [](Draw& draw) {
        auto in = drawn(draw, {draw.one_of({"abs(x[0])", "relu(x[0])+1", "sqrt(x[0]*0) + 1"}), {{1}, {0}}, 1});
        in.velocity[0] = 0;
        return in;
      })
      .refuses("C5", "two outputs", [](Draw& draw) { return drawn(draw, {"[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2}); })
      .refuses("C7", "hyperparameters that are none", [](Draw& draw) {
        auto in = drawn(draw, random_formula(draw, Kind::scalar));
        if (draw.coin()) in.learning_rate = -1;
        else in.momentum = draw.one_of({-0.5, 1.0, 2.0});
        return in;
      });
  for (const char* far : {"one or two entries far from the others", "one input far from the others", "lanes at levels of their own"})
    all.leaves_out(far, "the steps of a formula overflow where its value does not, as its author wrote it");
  return all;
}

const auto registered_step =
    laws_of_descent<DescentStep>(step_from)
        .theorem("C8", "without momentum there is one convention", [](Exact<DescentStep>& t) {
          auto in = t.in;
          in.momentum = 0;
          const auto plain = t.f(in, Variant::heavy_ball).x_next;
          for (const Variant other : {Variant::nesterov, Variant::lookahead}) t.equal(t.f(in, other).x_next, plain, "μ = 0");
        })
        .theorem("C10", "lookahead is nesterov at y = x − ημv", [](Exact<DescentStep>& t) {
          const auto ahead = [&](const Tensor<Interval>& x, const Tensor<Interval>& v) {
            Tensor<Interval> y = x;
            for (std::size_t i = 0; i < y.size(); ++i) y[i] -= t.in.learning_rate * t.in.momentum * v[i];
            return y;
          };
          const auto step = t.f(t.in, Variant::lookahead);
          auto from = t.in;
          from.x = ahead(t.in.x, t.in.velocity);
          const auto nesterov = t.f(from, Variant::nesterov).x_next, y = ahead(step.x_next, step.velocity_next);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(nesterov[i], y[i], 1 + abs(y[i]), "y′");
        })
        .theorem("C11", "a stationary point stays", [](Exact<DescentStep>& t) {
          auto in = t.in;
          in.function = "himmelblau", in.x = {{2}, {3, 2}}, in.velocity = {{2}, {0, 0}};
          t.equal(t.f(in).x_next, in.x, "(3, 2)");
        });

/// sin(jπi/(n + 1)), the eigenvector of quadratic_form's matrix, and its curvature 2 − 2cos(jπ/(n + 1)).
struct Mode {
  Tensor<Interval> vector;
  Interval curvature;
};
Mode mode(std::int64_t n, std::int64_t j) {
  Mode m{Tensor<Interval>({n}), 2 - 2 * cos(j * pi() / (n + 1))};
  for (std::int64_t i = 0; i < n; ++i) m.vector[static_cast<std::size_t>(i)] = sin(j * (i + 1) * pi() / (n + 1));
  return m;
}
Interval squared_norm(const Tensor<Interval>& all, std::int64_t k) {
  Interval sum = 0;
  for (std::int64_t i = 0; i < all.shape[1]; ++i) sum += square(all(k, i));
  return sum;
}

const auto registered =
    laws_of_descent<Descent>(run_from)
        .steps<DescentStep>([](const In& in, const Descent::Out<double>& reported, std::size_t k) {
          if (k == 0) return StepIn{in.function, in.x, in.velocity, in.learning_rate, in.momentum};
          return StepIn{in.function, state_at(reported.iterates, k - 1), state_at(reported.velocities, k - 1), in.learning_rate, in.momentum};
        })
        .measures<contract::optimization::Objective>("values", [](const In& in, const Descent::Out<double>& reported, std::size_t k) {
          return contract::optimization::Objective::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .measures<contract::calculus::Gradient>("gradients", [](const In& in, const Descent::Out<double>& reported, std::size_t k) {
          return contract::calculus::Gradient::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .theorem("C11", "an eigenvector shrinks by 1 − ηl", [](Exact<Descent>& t) {
          const std::int64_t n = 4;
          for (std::int64_t j = 1; j <= n; ++j) {
            const Mode m = mode(n, j);
            for (const Interval& eta : {Interval(2) / m.curvature - Interval(1) / 8, Interval(2) / m.curvature + Interval(1) / 8}) {
              const auto run = t.f({"quadratic_form", m.vector, Tensor<Interval>({n}), eta, 0, 3}, Variant::heavy_ball);
              for (std::int64_t k = 0; k < 3; ++k) {
                const Interval before = squared_norm(run.iterates, k), after = squared_norm(run.iterates, k + 1);
                t.equal(after, square(1 - eta * m.curvature) * before, "‖xₖ₊₁‖ = |1 − ηl|·‖xₖ‖");
                t.holds((eta * m.curvature > 2).certainly() ? after > before : after < before, "it diverges if and only if η > 2/l");
              }
            }
          }
        })
        .theorem("C12", "the best rate is (κ − 1)/(κ + 1)", [](Exact<Descent>& t) {
          const std::int64_t n = 5;
          const Mode flat = mode(n, 1), steep = mode(n, n);
          const Interval kappa = steep.curvature / flat.curvature, best = 2 / (steep.curvature + flat.curvature), rate = (kappa - 1) / (kappa + 1);
          for (const Mode& m : {flat, steep}) {
            const auto run = t.f({"quadratic_form", m.vector, Tensor<Interval>({n}), best, 0, 1}, Variant::heavy_ball);
            t.equal(squared_norm(run.iterates, 1), square(rate) * squared_norm(run.iterates, 0), "both ends shrink by it");
          }
          for (const Interval& eta : {best * 7 / 8, best * 9 / 8}) {
            const Mode& slow = (eta < best).certainly() ? flat : steep;
            const auto run = t.f({"quadratic_form", slow.vector, Tensor<Interval>({n}), eta, 0, 1}, Variant::heavy_ball);
            t.holds(squared_norm(run.iterates, 1) > square(rate) * squared_norm(run.iterates, 0), "another η is slower at one end");
          }
        });

}  // namespace
}  // namespace etalon::verify
