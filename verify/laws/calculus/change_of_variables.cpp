#include "reference/contract/calculus/change_of_variables.hpp"

#include <algorithm>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::ChangeOfVariables;

ChangeOfVariables::In<double> integral(Draw& draw, std::string map, int lowest, int highest) {
  const std::string density = draw.one_of({"exp(-x^2/2)/sqrt(2*pi)", "1/(pi*(1 + x^2))", "1/(exp(x/2) + exp(-x/2))^2", "exp(-abs(x))/2", "x^2/3 + 1", "1"});
  const double a = draw.real(lowest, highest), b = draw.real(lowest, highest);
  return {density, std::move(map), std::min(a, b), std::max(a, b), draw.integer(1, 24)};
}

/// P(g(upper)) − P(g(lower)) of a density's antiderivative.
template <class F>
void tends(Exact<ChangeOfVariables>& t, const char* density, const char* map, F antiderivative_of_map) {
  const Interval lower = -2, upper = 2, exact = abs(antiderivative_of_map(upper) - antiderivative_of_map(lower));
  Interval last = 0;
  for (const std::int64_t nodes : {12, 24, 48}) {
    const auto y = t.f({density, map, lower, upper, nodes});
    // On the ellipse about [−1, 1] whose half axes add up to 1.7, x + tanh(x + ½)/2 is analytic and p(g)g′ below 13: 64/15·13·2·1.7⁻²ⁿ/(1 − 1.7⁻²).
    const Interval allowed = power_of_two(8 - 3 * nodes / 2);
    t.holds(abs(y.over_x - exact) <= allowed && abs(y.over_y - exact) <= allowed, std::string("the integral of ") + density + " to 2.8⁻ⁿ");
    last = abs(y.over_x - y.over_y);
  }
  t.holds(last <= power_of_two(-60), "over x as over y");
}

const auto registered =
    laws<ChangeOfVariables>()
        .inputs(core, "increasing maps", [](Draw& draw) { return integral(draw, draw.one_of({"x", "3*x - 0.7", "exp(x)", "x + tanh(x + 1/2)/2", "x^3 + x", "sinh(x)", "atan(x)"}), -3, 0); })
        .inputs(core, "decreasing maps", [](Draw& draw) { return integral(draw, draw.one_of({"-x", "1 - 2*x", "exp(-x)", "1 - x - x^3", "-tanh(x)", "softplus(-x)"}), -3, 0); })
        .inputs(core, "a node", [](Draw& draw) {
          auto in = integral(draw, draw.one_of({"x^3", "2*x", "-x"}), -3, 0);
          in.nodes = 1;
          return in;
        })
        .inputs(edge, "an interval of one point", [](Draw& draw) {
          auto in = integral(draw, "exp(x)", -3, 0);
          in.upper = in.lower;
          return in;
        })
        .inputs(edge, "many nodes", [](Draw& draw) {
          auto in = integral(draw, "sinh(x)", -3, 0);
          in.nodes = draw.integer(40, 64);
          return in;
        })
        .refuses("C1", "what is no formula", [](Draw& draw) {
          auto in = integral(draw, draw.one_of({"x +", "[x, x]", "polar", "y"}), -3, 0);
          return in;
        })
        .refuses("C3", "where the map is not defined", [](Draw& draw) { return ChangeOfVariables::In<double>{"x^2", "log(x)", -1, 1, draw.integer(1, 8)}; })
        .refuses("C5", "the wrong way round", [](Draw& draw) { return ChangeOfVariables::In<double>{"x^2", "x", 1, 0, draw.integer(1, 8)}; })
        .leaves_out("one or two entries far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .leaves_out("one input far from the others", "the steps of a formula overflow where its value does not, as its author wrote it")
        .theorem("C6", "exact for polynomials", [](Exact<ChangeOfVariables>& t) {
          // p(g)g′ has degree 8, and p 2: five nodes do.
          const auto image = [](const Interval& x) { return pow(x, 3) + x; };
          const Interval from = image(t.in.lower), to = image(t.in.upper), exact = (pow(to, 3) - pow(from, 3)) / 3;
          const auto y = t.f({"x^2", "x^3 + x", t.in.lower, t.in.upper, 5});
          const Interval size = pow(abs(from), 3) + pow(abs(to), 3) + 1;
          t.equal_within(y.over_x, exact, size, "over x");
          t.equal_within(y.over_y, exact, size, "over y");
        })
        .theorem("C7", "a normal density under a planar flow", [](Exact<ChangeOfVariables>& t) {
          tends(t, "exp(-x^2/2)/sqrt(2*pi)", "x + tanh(x + 1/2)/2", [](const Interval& x) { return erf((x + tanh(x + Interval(1) / 2) / 2) / sqrt(Interval(2))) / 2; });
        })
        .theorem("C7", "a decreasing map", [](Exact<ChangeOfVariables>& t) {
          tends(t, "exp(-x^2)", "-x", [](const Interval& x) { return sqrt(pi()) / 2 * erf(-x); });
        });

}  // namespace
}  // namespace etalon::verify
