#include "reference/contract/optimization/newton_root.hpp"

#include <algorithm>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonRoot;
using contract::optimization::NewtonRootStep;
using In = NewtonRoot::In<double>;
using StepIn = NewtonRootStep::In<double>;

namespace root_function = contract::optimization::root_function;

std::string any_function(Draw& draw) { return root_function::table[draw.integer(0, static_cast<std::int64_t>(root_function::table.size()) - 1)]; }
/// Formulas with a simple root in reach of −2 … 2, for a between ½ and 2.
std::string formula(Draw& draw) { return draw.one_of<const char*>({"cos(x) - a*x", "x*exp(x) - a", "x - a*sin(x)/4 - 1/2", "x^5 + x - a", "atan(x) + x - a", "log(x^2 + 1) + 2*x - a", "x^3 + x"}); }
std::string polynomial(Draw& draw) { return draw.one_of<const char*>({"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2", "(x-a)^2", "(x-a)^3"}); }
double nonzero(Draw& draw, int lowest, int highest) { return draw.coin() ? draw.magnitude(lowest, highest) : -draw.magnitude(lowest, highest); }

/// x − f(x)/f′(x) as one fraction.
Interval one_fraction(const std::string& f, const Interval& a, const Interval& x) {
  if (f == "x^2-a") return (x + a / x) / 2;
  if (f == "x^3-a") return (2 * x + a / square(x)) / 3;
  if (f == "x^3-a x") return 2 * pow(x, 3) / (3 * square(x) - a);
  if (f == "x^3-2x+2") return 2 * (pow(x, 3) - 1) / (3 * square(x) - 2);
  if (f == "(x-a)^2") return (x + a) / 2;
  if (f == "(x-a)^3") return (2 * x + a) / 3;
  if (f == "exp(x)-a") return x - 1 + a * exp(-x);
  return x - sin(x) / cos(x);
}

const auto registered_step =
    laws<NewtonRootStep>()
        .inputs(core, "anywhere", [](Draw& draw) { return StepIn{any_function(draw), draw.real(), nonzero(draw, -6, 4)}; })
        .inputs(core, "near a root", [](Draw& draw) {
          const double r = nonzero(draw, -2, 2), near = round_to(r * (1 + draw.one_of({0.0, 1e-12, -1e-6, 1e-3})), draw.format);
          const std::string name = draw.one_of<const char*>({"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2", "exp(x)-a"});
          const double a = name == "x^3-a" ? r * r * r : name == "exp(x)-a" ? 1 + r + r * r / 2 : r * r;
          return StepIn{name, round_to(a, draw.format), name == "x^3-2x+2" ? round_to(-1.7692923542386314, draw.format) : near};
        })
        .inputs(core, "sin near 0", [](Draw& draw) {  // nearer, x³/3 is lost beside x
          return StepIn{"sin(x)", 0, nonzero(draw, std::clamp(4 - draw.format.precision / 2, -12, -1), 0)};
        })
        .inputs(edge, "formulas", [](Draw& draw) { return StepIn{formula(draw), draw.magnitude(-1, 1), draw.real(-3, 1)}; })
        .inputs(core, "the cycle", [](Draw& draw) { return StepIn{"x^3-2x+2", 0, draw.one_of({0.0, 1.0, draw.real(-8, -4)})}; })
        .inputs(extreme, "far", [](Draw& draw) {
          const int far = draw.format.max_exponent / 4;
          return StepIn{polynomial(draw), draw.real(-far, far), nonzero(draw, -far, far)};
        })
        .inputs(extreme, "far from every root", [](Draw& draw) {
          const int far = draw.format.max_exponent / 4;
          return StepIn{draw.one_of<const char*>({"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2"}), draw.real(), nonzero(draw, far / 2, far)};
        })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) {
          return StepIn{"exp(x)-a", draw.real(-draw.format.max_exponent, draw.format.max_exponent), round_to(draw.uniform(-1.4, 1.4) * draw.format.max_exponent, draw.format)};
        })
        .inputs(edge, "at the root", [](Draw& draw) { return StepIn{"x^2-a", draw.one_of({1.0, 4.0, 0.25}), draw.one_of({1.0, -2.0, 0.5, -0.5, draw.magnitude(0, 2)})}; })
        .inputs(edge, "a is 0", [](Draw& draw) { return StepIn{any_function(draw), 0, nonzero(draw, -4, 4)}; })
        .refuses("C2", "a flat place", [](Draw& draw) {
          const double p = round_to(nonzero(draw, -2, 2) > 0 ? 1.5 : -0.75, draw.format);
          switch (draw.integer(0, 3)) {
            case 0: return StepIn{"x^2-a", draw.real(), 0};
            case 1: return StepIn{"x^3-a", draw.real(), draw.coin() ? 0.0 : -0.0};
            case 2: return StepIn{"x^3-a x", 3 * p * p, p};
            default: return StepIn{draw.coin() ? "(x-a)^2" : "(x-a)^3", p, p};
          }
        })
        .refuses("C3", "what is no formula", [](Draw& draw) { return StepIn{draw.one_of<const char*>({"x^2-b", "x[1]", "[x, x]", "x^", "cosine(x)"}), 1, draw.real(-3, 1)}; })
        .refuses("C8", "where a formula is not defined", [](Draw& draw) { return StepIn{draw.one_of<const char*>({"log(x) + x", "sqrt(x) - a", "x^a - 2"}), 0.5, -draw.magnitude(-3, 3)}; })
        .law("C4", "the step as one fraction", [](Law<NewtonRootStep>& t) {
          if (!root_function::in_table(t.in.function)) return;
          const Interval& next = t.out.next;
          t.equal_within(next, one_fraction(t.in.function, t.in.a, t.in.x), abs(next) + abs(t.in.x), "x − f/f′ as one fraction");
        })
        .theorem("C5", "the step for f(px + q) is the step for f at px + q", [](Exact<NewtonRootStep>& t) {
          const std::string& f = t.in.function;
          if (!root_function::in_table(f)) return;
          if (f == "x^3-2x+2") return;  // no other function of the table is this one in another coordinate
          const bool shifts = f == "(x-a)^2" || f == "(x-a)^3" || f == "exp(x)-a";
          const Interval p = f == "sin(x)" ? -1 : f == "exp(x)-a" ? 1 : Interval(3) / 2, q = shifts ? Interval(11) / 8 : 0;
          auto image = t.in;
          image.x = p * t.in.x + q;
          if (f == "x^2-a" || f == "x^3-a x") image.a = square(p) * t.in.a;
          else if (f == "x^3-a") image.a = pow(p, 3) * t.in.a;
          else if (f == "exp(x)-a") image.a = exp(q) * t.in.a;
          else if (shifts) image.a = p * t.in.a + q;
          const Interval next = p * t.f(t.in).next + q;
          t.equal_within(t.f(image).next, next, abs(next) + abs(image.x), "the step in another coordinate");
        })
        .theorem("C4", "a formula of what is in the table", [](Exact<NewtonRootStep>& t) {
          for (const auto& [name, text] : {std::pair{"x^2-a", "x*x - a"}, {"x^3-a x", "x*(x^2 - a)"}, {"(x-a)^3", "(x - a)^3"}, {"exp(x)-a", "1*exp(x) - a"}, {"sin(x)", "0*a + sin(x)"}}) {
            if (t.in.function != name) continue;
            const Interval next = t.f(t.in).next;
            t.equal_within(t.f({text, t.in.a, t.in.x}).next, next, abs(next) + abs(t.in.x), text);
          }
        })
        .theorem("C6", "a root stays", [](Exact<NewtonRootStep>& t) {
          const Interval& x = t.in.x;
          auto at = t.in;
          for (const auto& [name, a] : {std::pair<const char*, Interval>{"x^2-a", square(x)}, {"x^3-a", pow(x, 3)}, {"x^3-a x", square(x)}, {"exp(x)-a", exp(x)}}) {
            if (std::string(name) == "exp(x)-a" && !(abs(x) < 1000).certainly()) continue;  // beyond, exp x leaves every range
            at.function = name;
            at.a = a;
            t.equal(t.f(at).next, x, std::string("the root of ") + name + " stays");
          }
        });

/// A function with simple roots, a parameter for which it has one, and a start.
In simple(Draw& draw) {
  const std::string name = draw.one_of<const char*>({"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2", "exp(x)-a", "sin(x)"});
  const double x0 = name == "exp(x)-a" ? draw.uniform(-2, 4) : name == "x^3-a" ? draw.magnitude(-3, 3) : nonzero(draw, -3, 3);
  return {name, draw.magnitude(-2, 3), x0, draw.integer(0, 8)};
}
bool has_limit(const NewtonRoot::Out<Interval>& run) { return run.root.size() == 1; }

const auto registered =
    laws<NewtonRoot>()
        .steps<NewtonRootStep>([](const In& in, const NewtonRoot::Out<double>& reported, std::size_t k) {
          return StepIn{in.function, in.a, k == 0 ? in.x0 : reported.iterates[k - 1]};
        })
        .inputs(core, "simple root", simple)
        .inputs(edge, "formulas", [](Draw& draw) { return In{formula(draw), draw.magnitude(-1, 1), draw.magnitude(-2, 0), draw.integer(0, 5)}; })
        .inputs(core, "multiple root", [](Draw& draw) {
          const double a = draw.uniform(-1, 1);
          return In{draw.coin() ? "(x-a)^2" : "(x-a)^3", a, round_to(a + nonzero(draw, 0, 2), draw.format), draw.integer(0, 5)};
        })
        .inputs(core, "cycles", [](Draw& draw) {
          const double p = draw.one_of({1.0, -0.5, 2.0});
          const auto steps = draw.integer(1, 6);
          switch (draw.integer(0, 3)) {
            case 0: return In{"x^2-a", -3 * p * p, draw.coin() ? p : 3 * p, steps};
            case 1: return In{"x^3-a x", 5 * p * p, p, steps};
            case 2: return In{"x^3-2x+2", 0, draw.real(-7, -4), steps};
            default: return In{"x^3-2x+2", 0, draw.one_of({0.0, 1.0}), steps};
          }
        })
        .inputs(core, "no root", [](Draw& draw) {
          // In units of √−a: 3, 4/3, 7/24, … which keep away from 0, where draw.format′ = 0.
          const double p = draw.magnitude(-2, 2);
          if (draw.coin()) return In{"x^2-a", round_to(-p * p, draw.format), round_to(3 * p, draw.format), draw.integer(0, 4)};
          return In{"exp(x)-a", draw.coin() ? 0.0 : -draw.magnitude(-2, 0), draw.uniform(-1, 2), draw.integer(0, 2)};
        })
        .inputs(extreme, "far start", [](Draw& draw) {
          const int far = draw.format.max_exponent / 8;
          return In{draw.one_of<const char*>({"x^2-a", "x^3-a", "x^3-a x", "x^3-2x+2"}), draw.magnitude(-far, far), nonzero(draw, -far, far), draw.integer(1, 6)};
        })
        .inputs(edge, "at the root", [](Draw& draw) {
          return draw.coin() ? In{"sin(x)", 0, 0, 3} : In{"x^2-a", 4, draw.one_of({2.0, -2.0}), draw.integer(0, 4)};
        })
        .refuses("C2", "a flat place on the way", [](Draw& draw) {
          const double p = draw.one_of({1.0, 2.0, -0.5});
          switch (draw.integer(0, 3)) {
            case 0: return In{"x^2-a", draw.real(), 0, draw.integer(1, 3)};
            case 1: return In{"x^3-a", 2 * p * p * p, -p, draw.integer(2, 4)};
            case 2: return In{"x^2-a", -p * p, p, draw.integer(2, 4)};
            default: return In{"(x-a)^2", p, p, 1};
          }
        })
        .refuses("C3", "what is no formula", [](Draw& draw) { return In{draw.one_of<const char*>({"x^2-b", "x[1]", "[x, x]", "x^", "cosine(x)"}), 1, draw.real(-3, 1), 2}; })
        .refuses("C10", "a state where a formula is not defined", [](Draw& draw) { return In{"log(x)", 0, draw.magnitude(2, 4), draw.integer(2, 4)}; })
        .theorem("C5", "|xₖ₊₁ − r|/|xₖ − r|ᵖ tends to the rate", [](Exact<NewtonRoot>& t) {
          auto in = t.in;
          in.steps = 0;
          if (!has_limit(t.f(in))) return;
          in.steps = root_function::in_table(in.function) ? 800 : 40;  // x³ − a may throw the farthest start to 2³⁸¹, from where 2/3 of it at a time leads to 2⁻⁴²: 723 steps
          const auto run = t.f(in);
          const Interval &r = run.root[0], &rate = run.rate[0];
          for (std::int64_t k = 0; k < in.steps; ++k) {
            const Interval e = abs(run.iterates[k] - r), next = abs(run.iterates[k + 1] - r);
            if (e.is_zero()) return;
            if (run.order == 1) return t.equal(next / e, rate, "the rate at an m-fold root, exactly at every step");
            // By Taylor the quotient is off by O(e), relatively; a step gains e^(p−1), whose root is larger than c·e once it is small.
            const Interval gain = next / e;
            if (!(gain < power_of_two(-100)).certainly()) continue;
            t.holds(abs(next / pow(e, run.order) - rate) <= rate * sqrt(gain), "the rate");
            return;
          }
          throw Undecided{"the errors of the iterates"};
        })
        .theorem("C6", "the limit is a root", [](Exact<NewtonRoot>& t) {
          auto in = t.in;
          in.steps = 0;
          const auto run = t.f(in);
          if (!has_limit(run)) return t.holds(run.order == 0 && run.rate.size() == 0 && run.period != 1, "without a limit no order, no rate");
          const Interval &r = run.root[0], &a = in.a;
          const std::string& f = in.function;
          if (f == "x^2-a") t.equal(square(r), a, "root² = a");
          if (f == "x^3-a") t.equal(pow(r, 3), a, "root³ = a");
          if (f == "x^3-a x") t.equal(pow(r, 3), a * r, "root³ = a·root");
          if (f == "x^3-2x+2") t.equal(pow(r, 3), 2 * r - 2, "root³ = 2·root − 2");
          if (f == "(x-a)^2" || f == "(x-a)^3") t.equal(r, a, "root = a");
          if (f == "exp(x)-a") t.equal(exp(r), a, "exp root = a");
          if (f == "sin(x)") t.equal_within(sin(r), 0, 1, "sin root = 0");
          if (f == "cos(x) - a*x") t.equal(cos(r), a * r, "cos root = a·root");
          if (f == "x*exp(x) - a") t.equal(r * exp(r), a, "root·exp root = a");
          if (f == "x^5 + x - a") t.equal(pow(r, 5) + r, a, "root⁵ + root = a");
          if (f == "x^3 + x") t.holds(r.is_zero() && run.order == 3, "root 0, where f″ vanishes");
        })
        .theorem("C7", "cycles and divergence", [](Exact<NewtonRoot>& t) {
          const Interval& p = t.in.a;
          auto in = t.in;
          const auto goes = [&](const char* function, const Interval& a, const Interval& first, const Interval& second) {
            in = {function, a, first, 4};
            const auto run = t.f(in);
            t.holds(run.period == 2 && run.order == 0 && !has_limit(run), std::string(function) + " has period 2");
            for (std::size_t k = 0; k < run.iterates.size(); ++k) t.equal(run.iterates[k], k % 2 ? second : first, std::string(function) + " alternates");
          };
          goes("x^3-2x+2", 0, 0, 1);
          in = {"x^3-2x+2", 0, Interval(1) / 16, 0};
          t.holds(t.f(in).period == 2, "the cycle 0, 1 attracts");
          in.x0 = -2;
          t.holds(t.f(in).period == 1, "from −2 there is a limit");
          if (!p.is_zero()) goes("x^3-a x", 5 * square(p), p, -p);
          if (!p.is_zero()) goes("x^2-a", -3 * square(p), p, -p);
          in = {"exp(x)-a", -min(abs(p), Interval(1)), Interval(1) / 4, 2};
          const auto run = t.f(in);
          t.holds(run.period == 0 && !has_limit(run), "eˣ − a has no limit");
          for (std::size_t k = 1; k < run.iterates.size(); ++k) t.at_most(run.iterates[k] + 1, run.iterates[k - 1] + power_of_two(-64), "a descent by 1");
        })
        .theorem("C8", "x² − a descends to √a", [](Exact<NewtonRoot>& t) {
          auto in = t.in;
          in.function = "x^2-a";
          in.a = 1 + min(abs(t.in.a), Interval(100));
          in.x0 = in.a + 1;
          in.steps = 8;
          const auto run = t.f(in);
          t.equal(run.root[0], sqrt(in.a), "the limit is √a");
          for (std::int64_t k = 0; k < in.steps; ++k) {
            t.holds(run.iterates[k] > run.iterates[k + 1], "xₖ > xₖ₊₁");
            t.holds(square(run.iterates[k + 1]) > in.a, "xₖ₊₁ > √a");
          }
        });

}  // namespace
}  // namespace etalon::verify
