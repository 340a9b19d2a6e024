#include "reference/contract/calculus/volume_factor.hpp"

#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify {
namespace {

using namespace formulas;
using VolumeFactor = contract::calculus::VolumeFactor;

const auto registered =
    laws_of_function<VolumeFactor, Kind::square>()
        .refuses("C5", "more outputs than variables", [](Draw& draw) { return refused<VolumeFactor>(draw, "[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2); })
        .inputs(edge, "singular", [](Draw& draw) {
          switch (draw.integer(0, 3)) {
            case 0: return refused<VolumeFactor>(draw, "polar", {{2}, {0, draw.real(-3, 1)}}, 2);
            case 1: return refused<VolumeFactor>(draw, "[x[0]*x[1], 3*x[0]*x[1]]", draw.reals({2}, -3, 1), 2);
            case 2: return refused<VolumeFactor>(draw, "[x[0] + x[1] + x[2], x[0] - x[1], 2*x[0] + x[2]]", draw.reals({3}, -3, 1), 3);
            default: return refused<VolumeFactor>(draw, "[x[0]^2, 1]", draw.reals({2}, -3, 1), 2);
          }
        })
        .refuses("C6", "nine variables", [](Draw& draw) { return refused<VolumeFactor>(draw, "planar", draw.reals({9}, -3, 1), 9); })
        .law("C7", "polar and spherical coordinates", [](Law<VolumeFactor>& t) {
          if (t.in.function == "polar") t.equal(t.out.volume_factor, abs(t.in.x[0]), "r");
          if (t.in.function == "spherical") t.equal(t.out.volume_factor, abs(square(t.in.x[0]) * sin(t.in.x[1])), "r²|sin θ|");
        })
        .theorem("C7", "of a composition", [](Exact<VolumeFactor>& t) {
          if (t.in.function != "square_and_product") return;
          const auto &x = t.in.x[0], &y = t.in.x[1];
          const Interval outer = t.f({"[exp(x[0]) + x[1], 2*x[1]]", {{2}, {square(x) + y, x * y}}}).volume_factor;
          t.equal(t.f({"[exp(x[0]^2 + x[1]) + x[0]*x[1], 2*x[0]*x[1]]", t.in.x}).volume_factor, outer * t.f(t.in).volume_factor, "|det J| of both");
        })
        .requirement("C8", "no noise where J is singular", [](Trial<VolumeFactor>& t) {
          if (t.truth.volume_factor.is_zero()) t.exactly(t.out.volume_factor == 0, "|det J| = 0 of a singular J");
        });

}  // namespace
}  // namespace etalon::verify
