#include "reference/contract/optimization/newton_minimum.hpp"

#include <regex>

#include "reference/contract/calculus/gradient.hpp"
#include "reference/contract/optimization/objective.hpp"
#include "verify/laws/optimization/convex.hpp"
#include "verify/laws/optimization/states.hpp"
#include "verify/laws/optimization/steps.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::optimization::NewtonBacktracking;
using contract::optimization::NewtonMinimum;
using contract::optimization::NewtonMinimumStep;
using StepIn = NewtonMinimumStep::In<double>;
using In = NewtonMinimum::In<double>;

/// Undamped, a step from anywhere leads to a quadratic form's minimum: 0, as nothing at all does.
double damping(Draw& draw, const Drawn& drawn) { return drawn.function == "quadratic_form" ? 0.75 : draw.one_of({1.0, 1.0, 0.5, draw.uniform(0.125, 1)}); }
StepIn step_from(Draw& draw, const Drawn& drawn) { return {drawn.function, drawn.x, damping(draw, drawn)}; }
In run_from(Draw& draw, const Drawn& drawn) { return {drawn.function, drawn.x, damping(draw, drawn), draw.integer(0, 4)}; }

template <class Op>
Laws<Op> laws_of_newton(typename Op::template In<double> (*from)(Draw&, const Drawn&)) {
  static const auto drawn = from;
  auto all = laws<Op>();
  all.inputs(core, "convex formulas", [](Draw& draw) { return drawn(draw, convex(draw)); })
      .inputs(core, "functions of the table", [](Draw& draw) { return drawn(draw, named_convex(draw)); })
      .inputs(edge, "a minimum", [](Draw& draw) { return drawn(draw, {draw.coin() ? "himmelblau" : "(x[0]^2 + x[1] - 11)^2 + (x[0] + x[1]^2 - 7)^2", {{2}, {3, 2}}, 1}); })
      .refuses("C1", "what is no formula", [](Draw& draw) { return drawn(draw, {draw.one_of({"x[0] +", "sine(x[0])", "", "x[9]", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1), 1}); })
      .refuses("C3", "where the function is not defined", [](Draw& draw) { return drawn(draw, {draw.one_of({"log(x[0])", "sqrt(x[0])", "x[0]^0.5 + 1"}), {{1}, {-draw.magnitude(-3, 2)}}, 1}); })
      .refuses("C4", "kinks", [](Draw& draw) { return drawn(draw, {draw.one_of({"abs(x[0])", "relu(x[0])+1", "sqrt(x[0]*0) + 1"}), {{1}, {0}}, 1}); })
      .refuses("C5", "two outputs", [](Draw& draw) { return drawn(draw, {"[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2}); })
      .refuses("C6", "curved downwards", [](Draw& draw) {
        auto in = drawn(draw, {draw.one_of({"[-x[0]^2]", "himmelblau", "[x[0]^2 - x[1]^2]"}), {{2}, {0.25, -0.5}}, 1});
        if constexpr (requires { in.steps; }) in.steps = 1;
        return in;
      })
      .refuses("C7", "damping that is none", [](Draw& draw) {
        auto in = drawn(draw, convex(draw));
        if constexpr (requires { in.damping; }) in.damping = draw.one_of({0.0, -0.5, 2.0});
        else (draw.coin() ? in.c1 : in.shrink) = draw.one_of({0.0, -0.5, 1.0});
        return in;
      });
  for (const char* far : {"one or two entries far from the others", "one input far from the others", "lanes at levels of their own"})
    all.leaves_out(far, "the steps of a formula overflow where its value does not, as its author wrote it");
  return all;
}

const auto registered_step =
    laws_of_newton<NewtonMinimumStep>(step_from)
        .theorem("C8", "one step minimizes a quadratic", [](Exact<NewtonMinimumStep>& t) {
          auto in = t.in;
          in.function = "quadratic_form", in.damping = 1;
          for (const Interval& x : t.f(in).x_next) t.equal_within(x, 0, 1, "x′ = 0");
        })
        .theorem("C10", "the step descends", [](Exact<NewtonMinimumStep>& t) {
          const auto next = t.f(t.in).x_next;
          const auto g = Wings<contract::calculus::Gradient>::reference(contract::calculus::Gradient::In<Interval>{t.in.function, t.in.x})->gradient;
          Interval slope = 0, scale = 0;
          for (std::size_t i = 0; i < g.size(); ++i) slope += g[i] * (next[i] - t.in.x[i]), scale += abs(g[i]) * abs(next[i] - t.in.x[i]);
          t.holds(slope <= scale * power_of_two(-64), "∇fᵀ(x′ − x) ≤ 0");
        })
        .theorem("C11", "in another coordinate", [](Exact<NewtonMinimumStep>& t) {
          if (t.in.function.front() != '[') return;
          const std::string stretched = std::regex_replace(t.in.function, std::regex("x\\[(\\d+)\\]"), "(3*x[$1])");
          auto in = t.in;
          in.function = stretched;
          for (Interval& x : in.x) x /= 3;
          const auto plain = t.f(t.in).x_next, other = t.f(in).x_next;
          for (std::size_t i = 0; i < plain.size(); ++i) t.equal_within(3 * other[i], plain[i], abs(plain[i]) + abs(t.in.x[i]), "P⁻¹ times the step");
        });

const auto registered =
    laws_of_newton<NewtonMinimum>(run_from)
        .steps<NewtonMinimumStep>([](const In& in, const NewtonMinimum::Out<double>& reported, std::size_t k) {
          return StepIn{in.function, k == 0 ? in.x : state_at(reported.iterates, k - 1), in.damping};
        })
        .measures<contract::optimization::Objective>("values", [](const In& in, const NewtonMinimum::Out<double>& reported, std::size_t k) {
          return contract::optimization::Objective::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .measures<contract::calculus::Gradient>("gradients", [](const In& in, const NewtonMinimum::Out<double>& reported, std::size_t k) {
          return contract::calculus::Gradient::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .theorem("C11", "the order is 2", [](Exact<NewtonMinimum>& t) {
          // eˣ − 2x has its minimum at log 2 with f″ = f‴ = 2 there: e′ ≈ e²·f‴/2f″ = e²/2.
          const auto run = t.f({"exp(x) - 2*x", {{1}, {Interval(3) / 4}}, 1, 9});
          const Interval minimum = log(Interval(2));
          const Interval before = abs(run.iterates(7, 0) - minimum), after = abs(run.iterates(8, 0) - minimum);
          if (!(before < power_of_two(-100)).certainly()) throw Undecided{"the errors of the iterates"};
          t.holds(abs(after / square(before) - Interval(1) / 2) < power_of_two(-90), "e′/e² → |f‴/2f″|");
        })
        .theorem("C12", "damped it is linear with 1 − η", [](Exact<NewtonMinimum>& t) {
          const Interval eta = Interval(3) / 4;
          const auto run = t.f({"exp(x) - 2*x", {{1}, {Interval(3) / 4}}, eta, 40});
          const Interval minimum = log(Interval(2));
          t.holds(abs((run.iterates(40, 0) - minimum) / (run.iterates(39, 0) - minimum) - (1 - eta)) < power_of_two(-70), "e′/e → 1 − η");
        });

using BacktrackingIn = NewtonBacktracking::In<double>;
BacktrackingIn backtracking_from(Draw& draw, const Drawn& drawn) {
  return {drawn.function, drawn.x, draw.one_of({usual(draw, 0.0001), 0.25, 0.5}), draw.one_of({0.5, 0.5, draw.uniform(0.125, 0.875)}), draw.integer(0, 4)};
}

/// Armijo's condition at a part of the step from x: f(x + ηp) − f(x) − c₁η∇fᵀp and what rounding may leave of it, in units of u; nothing where f is not defined.
class Armijo {
 public:
  using Running = RunningError<Interval>;
  Armijo(const std::string& function, const Tensor<Interval>& x, const Interval& c1) : function_(function), x_(map(x, [](const Interval& entry) { return Running(entry, abs(entry)); })), c1_(c1) {
    const auto g = Wings<contract::calculus::Gradient>::reference(contract::calculus::Gradient::In<Running>{function, x_});
    const auto whole = Wings<NewtonMinimumStep>::reference(NewtonMinimumStep::In<Running>{function, x_, Running(1)});
    if (!g || !whole) return;
    value_ = value_at(x_);
    p_ = whole->x_next;
    for (std::size_t i = 0; i < x_.size(); ++i) p_[i] = p_[i] - x_[i], slope_ = slope_ + g->gradient[i] * p_[i];
  }
  explicit operator bool() const { return value_.has_value(); }
  std::optional<Running> operator()(const Interval& rate) const {
    Tensor<Running> next = x_;
    for (std::size_t i = 0; i < x_.size(); ++i) next[i] = x_[i] + Running(rate) * p_[i];
    const auto there = value_at(next);
    if (!there) return std::nullopt;
    return *there - *value_ - Running(c1_ * rate) * slope_;
  }

 private:
  std::optional<Running> value_at(const Tensor<Running>& x) const {
    const auto y = Wings<contract::optimization::Objective>::reference(contract::optimization::Objective::In<Running>{function_, x});
    return y ? std::optional(y->value) : std::nullopt;
  }
  std::string function_;
  Tensor<Running> x_, p_;
  Interval c1_;
  Running slope_ = 0;
  std::optional<Running> value_;
};

const auto registered_backtracking =
    laws_of_newton<NewtonBacktracking>(backtracking_from)
        .inputs(core, "where whole steps are too long", [](Draw& draw) {
          BacktrackingIn in = backtracking_from(draw, {draw.one_of({"exp(x[0]) - 2*x[0]", "exp(x[0]) + exp(-x[0]) + x[0]^2/1024", "log(exp(x[0]) + exp(-x[0]))"}), {{1}, {draw.uniform(-4, -2)}}, 1});
          in.steps = draw.integer(1, 4);
          return in;
        })
        .refuses("C13", "powers that hardly shorten", [](Draw& draw) {
          BacktrackingIn in = backtracking_from(draw, {"exp(x[0]) - 2*x[0]", {{1}, {draw.uniform(-4, -3)}}, 1});
          in.shrink = round_to(0.9999, draw.format), in.steps = 1;
          return in;
        })
        .steps<NewtonMinimumStep>([](const BacktrackingIn& in, const NewtonBacktracking::Out<double>& reported, std::size_t k) {
          return StepIn{in.function, k == 0 ? in.x : state_at(reported.iterates, k - 1), k == 0 ? 1 : reported.rates[k - 1]};
        })
        .measures<contract::optimization::Objective>("values", [](const BacktrackingIn& in, const NewtonBacktracking::Out<double>& reported, std::size_t k) {
          return contract::optimization::Objective::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .measures<contract::calculus::Gradient>("gradients", [](const BacktrackingIn& in, const NewtonBacktracking::Out<double>& reported, std::size_t k) {
          return contract::calculus::Gradient::In<double>{in.function, state_at(reported.iterates, k)};
        })
        .requirement("C11", "every rate is the first power of β that Armijo's condition allows", [](Trial<NewtonBacktracking>& t) {
          // As many roundings as the step and its value have, and the two products and sums of the condition.
          const Interval roundings = 3 * (t.sizes.at("uses") + 6) + 3 * t.sizes.at("n") + 4;
          for (std::size_t k = 0; k < t.out.rates.size(); ++k) {
            const auto x = state_at(t.out.iterates, k);
            const Interval& reported = t.out.rates[k];
            if (!reported.is_finite()) return t.holds(false, "a rate is a number");
            const Armijo armijo(t.in.function, x, t.in.c1);
            if (!armijo) return;  // the state has left the domain: what is reported of it is judged elsewhere
            Interval rate = 1;
            for (std::int64_t power = 0;; ++power, rate *= t.in.shrink) {
              const auto gap = armijo(rate);
              const Interval forgiven = gap ? roundings * (t.u * (gap->error() + abs(gap->value())) + t.eta) : Interval(0);
              if ((abs(reported - rate) <= 2 * power * t.u * rate).certainly()) {
                t.holds(Ternary(gap.has_value()), "f is defined where the step leads");
                if (gap) t.at_most(gap->value(), forgiven, "f(x + ηp) − f(x) − c₁η∇fᵀp");
                break;
              }
              if (power > NewtonBacktracking::most_powers) return t.holds(false, "a rate is a power of β");
              if (gap) t.at_most(-gap->value(), forgiven, "a larger power is not enough");
            }
          }
        })
        .theorem("C12", "Newton's own steps in the end, shorter ones far away", [](Exact<NewtonBacktracking>& t) {
          const auto near = t.f({"exp(x) - 2*x", {{1}, {Interval(3) / 4}}, Interval(1) / 10000, Interval(1) / 2, 6});
          const auto newton = Wings<NewtonMinimum>::reference(NewtonMinimum::In<Interval>{"exp(x) - 2*x", {{1}, {Interval(3) / 4}}, 1, 6});
          t.equal(near.iterates, newton->iterates, "near the minimum");
          const auto far = t.f({"exp(x) - 2*x", {{1}, {-3}}, Interval(1) / 10000, Interval(1) / 2, 4});
          t.holds(far.rates[0] < 1, "a whole step would rise");
          for (std::size_t k = 0; k < 4; ++k) t.holds(far.values[k + 1] < far.values[k], "it descends");
        });

}  // namespace
}  // namespace etalon::verify
