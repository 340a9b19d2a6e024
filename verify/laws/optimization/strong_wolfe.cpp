#include "reference/contract/optimization/strong_wolfe.hpp"

#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::StrongWolfe;
using Variant = Op::Variant;
using In = Op::In<double>;

In typical(Draw& draw) {
  const double c1 = draw.one_of({round_to(1e-4, draw.format), 0.25, 0.125}), c2 = draw.one_of({round_to(0.9, draw.format), 0.5, round_to(0.1, draw.format)});
  return {draw.real(), -draw.magnitude(-3, 3), draw.real(), draw.real(-3, 3), draw.magnitude(-4, 2), c1, c2};
}
/// Small integers and powers of two, so that the sides are equal, or apart by one: nothing rounds.
In tie(Draw& draw) {
  const auto near = [&] { return static_cast<double>(draw.integer(-1, 1)); };
  In in{static_cast<double>(draw.integer(-8, 8)), -16, 0, 0, std::ldexp(1.0, static_cast<int>(draw.integer(0, 2))), 0.25, 0.5};
  in.phi = in.phi0 + in.c1 * in.alpha * in.slope0 + near();
  in.slope = (draw.coin() ? 8 : -8) + near();
  return in;
}

const auto registered =
    laws<Op>()
        .inputs(core, "typical", typical)
        .inputs(core, "a good step", [](Draw& draw) {
          In in = typical(draw);
          in.phi = round_to(in.phi0 + in.alpha * in.slope0 * draw.uniform(0.5, 1), draw.format);
          in.slope = round_to(in.slope0 * draw.uniform(-1.5, 1.5), draw.format);
          return in;
        })
        .inputs(core, "a slope beyond the minimum", [](Draw& draw) {
          In in = typical(draw);
          in.slope = round_to(-in.slope0 * draw.uniform(0.25, 2), draw.format);
          return in;
        })
        .inputs(core, "at a tie", tie)
        .inputs(extreme, "over the range", [](Draw& draw) {
          const int e = draw.format.max_exponent / 3;
          In in = typical(draw);
          in.phi0 = draw.real(-e, 2 * e), in.phi = draw.real(-e, 2 * e), in.slope0 = -draw.magnitude(-e, e), in.slope = draw.real(-e, e), in.alpha = draw.magnitude(-e, e);
          return in;
        })
        .theorem("C4", "strong implies weak, and other constants", [](Exact<Op>& t) {
          const auto strong = t.f(t.in, Variant::strong), weak = t.f(t.in, Variant::weak), here = t.f(t.in);
          t.holds(strong.curvature <= weak.curvature && strong.decrease == weak.decrease, "strong implies weak");
          auto in = t.in;
          in.c1 /= 2, in.c2 = (1 + in.c2) / 2;
          const auto lax = t.f(in);
          t.holds(here.decrease <= lax.decrease && here.curvature <= lax.curvature, "a smaller c₁ and a larger c₂");
        })
        .theorem("C5", "other units, and the minimum of a parabola", [](Exact<Op>& t) {
          const auto here = t.f(t.in);
          auto in = t.in;
          in.phi0 = 3 * in.phi0 + 7, in.phi = 3 * in.phi + 7, in.slope0 *= 3, in.slope *= 3;
          auto units = t.in;
          units.alpha *= 8, units.slope0 /= 8, units.slope /= 8;
          for (const auto& other : {t.f(in), t.f(units)}) t.holds(other.decrease == here.decrease && other.curvature == here.curvature, "the same answers");
          auto best = t.in;
          best.phi = best.phi0 + best.alpha * best.slope0 / 2, best.slope = 0;
          if (!(best.c1 < Interval(1) / 2)) return;
          const auto out = t.f(best);
          t.holds(out.decrease == 1 && out.curvature == 1, "at the minimum");
        })
        .requirement("C6", "the decrease, but for rounding", [](Trial<Op>& t) {
          if (t.out.decrease == t.truth.decrease) return;
          const Interval part = t.in.c1 * t.in.alpha * t.in.slope0;
          t.holds(t.out.decrease == 0 || t.out.decrease == 1, "0 or 1");
          t.at_most(abs(t.in.phi - t.in.phi0 - part), 4 * (t.u * (abs(t.in.phi) + abs(t.in.phi0) + abs(part)) + t.eta), "a tie");
        })
        .requirement("C7", "the curvature, but for rounding", [](Trial<Op>& t) {
          if (t.out.curvature == t.truth.curvature) return;
          const Interval side = t.in.c2 * abs(t.in.slope0), slope = t.variant == Variant::weak ? -t.in.slope : abs(t.in.slope);
          t.holds(t.out.curvature == 0 || t.out.curvature == 1, "0 or 1");
          t.at_most(abs(slope - side), 2 * (t.u * side + t.eta), "a tie");
        });

}  // namespace
}  // namespace etalon::verify
