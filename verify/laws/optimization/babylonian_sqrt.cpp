#include "reference/contract/optimization/babylonian_sqrt.hpp"

#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::BabylonianSqrt;
using In = BabylonianSqrt::In<double>;

In any(Draw& draw, int lowest, int highest) { return {std::fabs(draw.real(lowest, highest)), draw.magnitude(lowest, highest)}; }

const auto registered =
    laws<BabylonianSqrt>()
        .inputs(core, "typical", [](Draw& draw) { return any(draw, -8, 8); })
        .inputs(core, "near the root", [](Draw& draw) {
          const double x = draw.magnitude(-4, 4), near = round_to(x * (1 + std::ldexp(draw.uniform(-1, 1), -static_cast<int>(draw.integer(1, draw.format.precision)))), draw.format);
          return In{round_to(near * near, draw.format), x};
        })
        .inputs(core, "an exact root", [](Draw& draw) {
          const auto x = static_cast<double>(draw.integer(1, 7));
          return In{x * x, x};
        })
        .inputs(extreme, "over the range", [](Draw& draw) {
          const int e = draw.format.max_exponent / 2;
          return any(draw, -e + 2, e - 2);
        })
        .inputs(extreme, "the square of x overflows", [](Draw& draw) {
          const int e = draw.format.max_exponent;
          return In{draw.magnitude(e - 4, e - 1), draw.magnitude(e - 4, e - 1)};
        })
        .inputs(extreme, "the square of x underflows", [](Draw& draw) {
          const int e = draw.format.min_exponent;
          return In{draw.magnitude(2 * e / 3, e / 2), draw.magnitude(e, e + 4)};
        })
        .inputs(edge, "a = 0", [](Draw& draw) { return In{0, draw.magnitude(-8, 8)}; })
        .law("C2", "a ≤ next²", [](Law<BabylonianSqrt>& t) { t.at_most(t.in.a, square(t.out.next), "a ≤ next²"); })
        .theorem("C3", "the error is squared", [](Exact<BabylonianSqrt>& t) {
          const Interval root = sqrt(t.in.a), error = t.f(t.in).next - root;
          t.equal_within(error, square(t.in.x - root) / (2 * t.in.x), root + t.in.x, "next − √a");
        })
        .theorem("C4", "x and a/x have the same step, and √a is its own", [](Exact<BabylonianSqrt>& t) {
          if (t.in.a.is_zero()) return;
          t.equal(t.f({t.in.a, t.in.a / t.in.x}).next, t.f(t.in).next, "from a/x");
          t.equal(t.f({square(t.in.x), t.in.x}).next, t.in.x, "from √a");
        })
        .theorem("C5", "the step of c²a from cx", [](Exact<BabylonianSqrt>& t) {
          const Interval c = Interval(3) / 7;
          t.equal(t.f({square(c) * t.in.a, c * t.in.x}).next, c * t.f(t.in).next, "c·next");
        });

}  // namespace
}  // namespace etalon::verify
