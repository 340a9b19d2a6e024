#include <cmath>

#include "reference/contract/optimization/trust_region.radius.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionRadius;
using In = Op::In<double>;

In typical(Draw& draw) {
  return {draw.real(), draw.real(), draw.magnitude(-4, 4), draw.magnitude(-3, 5), draw.magnitude(0, 8), draw.one_of({0.0, 0.125, 0.0625}), draw.integer(0, 1)};
}
/// f(x + p) = f − ρ·m with small integers: every ratio of sixteenths, thresholds among them, without rounding.
In with_ratio(Draw& draw, std::int64_t sixteenths) {
  In in = typical(draw);
  in.predicted = static_cast<double>(16 * draw.integer(1, 3));
  in.f = static_cast<double>(draw.integer(-8, 8));
  in.f_next = in.f - static_cast<double>(sixteenths) * in.predicted / 16;
  return in;
}

bool follows(const Op::In<Interval>& in, const Op::Out<Interval>& out, const Interval& ratio, const Interval& eta) {
  Interval delta = in.delta, room = 0;
  if (4 * ratio < 1) delta = in.delta / 4, room = eta;
  else if (in.boundary == 1 && static_cast<bool>(4 * ratio > 3)) delta = min(2 * in.delta, in.delta_max);
  return static_cast<bool>(abs(out.delta_next - delta) <= room) && out.accepted == (ratio > in.eta ? 1 : 0);
}

const auto registered =
    laws<Op>()
        .inputs(core, "typical", typical)
        .inputs(core, "a step that went well", [](Draw& draw) { return with_ratio(draw, draw.integer(8, 24)); })
        .inputs(core, "a ratio at a threshold", [](Draw& draw) { return with_ratio(draw, draw.one_of<std::int64_t>({0, 1, 2, 4, 12})); })
        .inputs(core, "a step that went ill", [](Draw& draw) { return with_ratio(draw, draw.integer(-16, 6)); })
        .inputs(extreme, "near overflow", [](Draw& draw) {
          In in = typical(draw);
          const int e = draw.format.max_exponent;
          in.f = (draw.coin() ? 1 : -1) * draw.magnitude(e - 2, e - 1), in.f_next = -in.f / 2, in.predicted = draw.magnitude(e - 4, e - 1);
          in.delta = draw.magnitude(e / 2, e - 3), in.delta_max = draw.format.largest() / 2;
          return in;
        })
        .inputs(extreme, "a tiny radius", [](Draw& draw) {
          In in = with_ratio(draw, draw.integer(-4, 6));
          in.delta = draw.magnitude(draw.format.min_exponent, draw.format.min_exponent + 3);
          return in;
        })
        .theorem("C4", "f + 7 and 3f", [](Exact<Op>& t) {
          auto in = t.in;
          in.f += 7, in.f_next += 7;
          const auto out = t.f(t.in), moved = t.f(in);
          t.equal_within(moved.ratio, out.ratio, (abs(in.f) + abs(in.f_next)) / in.predicted, "ρ of f + 7");
          in = t.in;
          in.f *= 3, in.f_next *= 3, in.predicted *= 3;
          const auto scaled = t.f(in);
          t.equal(scaled.ratio, out.ratio, "ρ of 3f");
          for (const auto* other : {&moved, &scaled}) {
            t.equal(other->delta_next, out.delta_next, "Δ′");
            t.holds(other->accepted == out.accepted, "the decision");
          }
        })
        .theorem("C5", "ρ = 1", [](Exact<Op>& t) {
          auto in = t.in;
          in.f_next = in.f - in.predicted;
          const auto out = t.f(in);
          t.holds(out.accepted == 1, "it is taken");
          t.equal(out.delta_next, in.boundary == 1 ? min(2 * in.delta, in.delta_max) : in.delta, "Δ′");
        })
        .requirement("C7", "by the reported ratio, or by the exact one", [](Trial<Op>& t) {
          t.holds(follows(t.in, t.out, t.out.ratio, t.eta) || follows(t.in, t.out, t.truth.ratio, t.eta), "Δ′ and the decision follow from ρ");
        });

}  // namespace
}  // namespace etalon::verify
