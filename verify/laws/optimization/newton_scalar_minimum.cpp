#include "reference/contract/optimization/newton_scalar_minimum.hpp"

#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonScalarMinimum;
using In = NewtonScalarMinimum::In<double>;

double curved(Draw& draw, int lowest, int highest) { return (draw.coin() ? 1 : -1) * draw.magnitude(lowest, highest); }

const auto registered =
    laws<NewtonScalarMinimum>()
        .inputs(core, "typical", [](Draw& draw) { return In{draw.real(), draw.real(), curved(draw, -4, 4)}; })
        .inputs(core, "a parabola", [](Draw& draw) {
          const auto x = static_cast<double>(draw.integer(-9, 9)), vertex = static_cast<double>(draw.integer(-9, 9)), c = static_cast<double>(draw.integer(1, 5));
          return In{x, c * (x - vertex), c};
        })
        .inputs(core, "a stationary point", [](Draw& draw) { return In{draw.real(), 0, curved(draw, -4, 4)}; })
        .inputs(extreme, "over the range", [](Draw& draw) {
          const int e = draw.format.max_exponent / 2 - 2;
          return In{draw.real(-e, e), draw.real(-e, e), curved(draw, -e, e)};
        })
        .inputs(edge, "the quotient overflows, the step does not", [](Draw& draw) {
          // f′/f″ between the largest number and twice it, and x beyond its half
          const int e = draw.format.max_exponent;
          const double sign = draw.coin() ? 1 : -1;
          return In{sign * std::ldexp(1.75, e - 1), sign * std::ldexp(1.125, e - 4), std::ldexp(1.0, -4)};
        })
        .refuses("C2", "f″ = 0", [](Draw& draw) { return In{draw.real(), draw.real(), 0}; })
        .theorem("C3", "f′ + f″·(next − x) = 0", [](Exact<NewtonScalarMinimum>& t) {
          t.equal_within(t.in.slope + t.in.curvature * (t.f(t.in).next - t.in.x), 0, abs(t.in.slope) + abs(t.in.curvature * t.in.x), "the model's slope");
        })
        .theorem("C4", "the vertex of a parabola", [](Exact<NewtonScalarMinimum>& t) {
          const Interval vertex = Interval(5) / 3;
          t.equal_within(t.f({t.in.x, t.in.curvature * (t.in.x - vertex), t.in.curvature}).next, vertex, vertex + abs(t.in.x), "the vertex");
          t.equal_within(t.f({t.in.x, 0, t.in.curvature}).next, t.in.x, abs(t.in.x), "a stationary point");
        })
        .theorem("C5", "f(pz + q) and −3f", [](Exact<NewtonScalarMinimum>& t) {
          const Interval p = Interval(-7) / 4, q = Interval(2) / 3, next = t.f(t.in).next, size = abs(t.in.x) + abs(next) + 1;
          t.equal_within(p * t.f({(t.in.x - q) / p, p * t.in.slope, square(p) * t.in.curvature}).next + q, next, size, "in another coordinate");
          t.equal_within(t.f({t.in.x, -3 * t.in.slope, -3 * t.in.curvature}).next, next, size, "of −3f");
        });

}  // namespace
}  // namespace etalon::verify
