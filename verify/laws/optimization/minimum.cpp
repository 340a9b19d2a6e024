#include "reference/contract/optimization/minimum.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/contract/calculus/hessian.hpp"
#include "reference/optimization/elimination.hpp"
#include "verify/laws/optimization/convex.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using contract::calculus::Hessian;
using contract::optimization::Minimum;
using In = Minimum::In<double>;
using Error = RunningError<Interval>;

In from(Draw& draw, const Drawn& d) { return {d.function, d.x, std::max(round_to(1e-5, draw.format), 16 * draw.format.unit_roundoff())}; }
/// Tilted in every variable: none is 0 at the minimum, as nothing at all would be.
Drawn tilted(Drawn d) {
  for (const auto& [variable, slope] : {std::pair{1, " - 0.3*x[1]"}, {2, " + 0.7*x[2]"}})
    if (d.x.shape[0] > variable) d.function.insert(d.function.size() - 1, slope);
  return d;
}
// With 1 more, so that the least value is not 0 either.
constexpr const char* rosenbrock = "[100*(x[1] - x[0]^2)^2 + (1 - x[0])^2 + 1]";
constexpr const char* himmelblau = "[(x[0]^2 + x[1] - 11)^2 + (x[0] + x[1]^2 - 7)^2 + 1]";

/// The point, off by u itself, in the arithmetic that follows errors.
Tensor<Error> rounded(const Tensor<Interval>& x) {
  return map(x, [](const Interval& entry) { return Error(entry, abs(entry)); });
}
Interval roundings(const Formula& f) { return contract::most_used(f) + 6; }

constexpr const char* far = "the steps of a formula overflow where its value does not, as its author wrote it";

const auto registered =
    laws<Minimum>()
        .inputs(core, "convex formulas", [](Draw& draw) { return from(draw, tilted(convex(draw))); })
        .inputs(core, "valleys", [](Draw& draw) {
          if (draw.coin()) return from(draw, {rosenbrock, {{2}, {draw.uniform(0.75, 1.25), draw.uniform(0.25, 0.5)}}, 1});
          return from(draw, {himmelblau, {{2}, {draw.uniform(2.5, 4), draw.uniform(1.75, 2.5)}}, 1});
        })
        .inputs(core, "from far", [](Draw& draw) {
          if (draw.coin()) return from(draw, {rosenbrock, {{2}, {round_to(-1.2, draw.format), 1}}, 1});
          return from(draw, {himmelblau, {{2}, {draw.uniform(-5, 5), draw.uniform(-5, 5)}}, 1});
        })
        .inputs(edge, "a minimum", [](Draw& draw) { return from(draw, {himmelblau, {{2}, {3, 2}}, 1}); })
        .refuses("C1", "what is no formula", [](Draw& draw) { return from(draw, {draw.one_of({"x[0] +", "sine(x[0])", "", "x[9]", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1), 1}); })
        .refuses("C3", "where the function is not defined", [](Draw& draw) { return from(draw, {draw.one_of({"log(x[0])", "sqrt(x[0])", "x[0]^0.5 + 1"}), {{1}, {-draw.magnitude(-3, 2)}}, 1}); })
        .refuses("C4", "kinks", [](Draw& draw) { return from(draw, {draw.one_of({"abs(x[0])", "relu(x[0])+1", "sqrt(x[0]*0) + 1"}), {{1}, {0}}, 1}); })
        .refuses("C5", "two outputs", [](Draw& draw) { return from(draw, {"[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2}); })
        .refuses("C6", "no tolerance", [](Draw& draw) {
          In in = from(draw, convex(draw));
          in.tolerance = draw.one_of({0.0, -1.0});
          return in;
        })
        .leaves_out("an extent beside a power of two", "a proof in 33 variables takes 33 × 33 second derivatives over a box, again and again")
        .leaves_out("one or two entries far from the others", far)
        .leaves_out("one input far from the others", far)
        .leaves_out("lanes at levels of their own", far)
        .requirement("C7", "no slope is left", [](Trial<Minimum>& t) {
          const Formula f = contract::function_of(t.in.function, t.in.x.shape[0]);
          const auto gradient = reference::calculus::reverse_product(f, rounded(t.out.minimum), Tensor<Error>({1}, {Error(1)}));
          if (!gradient) return t.holds(false, "the function is defined and smooth there");
          for (const Error& slope : *gradient) t.at_most(abs(slope.value()), t.in.tolerance + roundings(f) * t.u * (slope.error() + abs(slope.value())), "|∂f/∂xⱼ|");
        })
        .requirement("C8", "downhill, and the value there", [](Trial<Minimum>& t) {
          const Formula f = contract::function_of(t.in.function, t.in.x.shape[0]);
          const auto there = reference::calculus::evaluate(f, rounded(t.out.minimum).data, reference::calculus::Wanted::value);
          if (!there) return t.holds(false, "the function is defined there");
          const Error end = (*there)[0], start = (*reference::calculus::evaluate(f, rounded(t.in.x).data, reference::calculus::Wanted::value))[0];
          const auto off = [&](const Error& y) { return roundings(f) * t.u * (y.error() + abs(y.value())) + t.eta; };
          t.at_most(abs(t.out.value - end.value()), off(end), "|value − f|");
          t.holds(end.value() <= start.value() + off(start) + off(end), "f ≤ f(x)");
        })
        .requirement("C9", "the curvature of a minimum", [](Trial<Minimum>& t) {
          const auto curvature = Wings<Hessian>::reference(Hessian::In<Interval>{t.in.function, t.out.minimum});
          t.holds(curvature && reference::optimization::solve(curvature->hessian, t.out.minimum), "every pivot of ∇²f is positive");
        })
        .theorem("C10", "∇f = 0", [](Exact<Minimum>& t) {
          const auto out = t.f(t.in);
          const auto gradient = reference::calculus::reverse_product(contract::function_of(t.in.function, t.in.x.shape[0]), out.minimum, Tensor<Interval>({1}, {1}));
          for (const Interval& slope : *gradient) t.equal_within(slope, 0, 1, "∂f/∂xⱼ = 0");
          if (t.in.function == himmelblau) t.equal_within(out.value, 1, 1, "1 at each of the four");
        });

}  // namespace
}  // namespace etalon::verify
