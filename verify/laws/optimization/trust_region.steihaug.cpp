#include "reference/contract/optimization/trust_region.steihaug.hpp"
#include "verify/laws/optimization/trust_region.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionSteihaug;
using reference::linalg::symmetric;
using In = Op::In<double>;

/// With an ε that residuals pass by far.
In truncated(Draw& draw, TrustRegionIn in) {
  double largest = 0;
  for (const double g : in.g) largest = std::max(largest, std::fabs(g));
  const double epsilon = largest > 0 ? std::ldexp(largest, -static_cast<int>(draw.integer(2, draw.format.precision / 4))) : 1;
  return In{std::move(in.g), std::move(in.h), in.delta, round_to(epsilon, draw.format)};
}
TrustRegionIn any_region(Draw& draw, std::int64_t largest) {
  std::vector<double> lambda;
  const bool definite = draw.coin();
  for (std::int64_t n = draw.extent(1, largest); n > 0; --n) lambda.push_back((definite || draw.coin() ? 1 : -1) * draw.uniform(0.25, 4));
  return region_with(draw, gen::symmetric_with_spectrum(draw, lambda));
}

const auto registered =
    laws<Op>()
        .inputs(core, "any signs", [](Draw& draw) { return truncated(draw, any_region(draw, 5)); })
        .inputs(core, "negative curvature at once", [](Draw& draw) {
          In in = truncated(draw, any_region(draw, 4));
          for (std::int64_t i = 0; i < in.g.shape[0]; ++i) in.h(i, i) -= 8;
          for (double& entry : in.h) entry = round_to(entry, draw.format);
          return in;
        })
        .inputs(core, "along an axis", [](Draw& draw) { return truncated(draw, along_an_axis(draw)); })
        .inputs(extreme, "other units", [](Draw& draw) { return truncated(draw, in_other_units(draw, any_region(draw, 4))); })
        .inputs(edge, "no curvature", [](Draw& draw) {
          In in = truncated(draw, any_region(draw, 4));
          for (double& entry : in.h) entry = 0;
          return in;
        })
        .inputs(edge, "a residual that will do", [](Draw& draw) {
          In in = truncated(draw, any_region(draw, 4));
          in.epsilon = 1024;
          return in;
        })
        .inputs(edge, "a stationary point", [](Draw& draw) { return truncated(draw, stationary(draw)); })
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .leaves_out("an extent beside a power of two", "of so many steps T says nothing")
        .theorem("C4", "‖p‖ = Δ, or ‖Hp + g‖ ≤ ε", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          const Interval length = frobenius_norm(out.p), room = 1 + power_of_two(-64);
          t.at_most(length, t.in.delta * room, "‖p‖ ≤ Δ");
          if (out.boundary == 1) return t.equal(length, t.in.delta, "‖p‖ = Δ");
          const Interval size = frobenius_norm(t.in.g), epsilon = t.variant == Op::Variant::given ? t.in.epsilon : min(Interval(1) / 2, sqrt(size)) * size;
          t.at_most(frobenius_norm(plus(apply_to(symmetric(t.in.h), out.p), t.in.g)), epsilon * room + power_of_two(-64) * size, "‖Hp + g‖ ≤ ε");
        })
        .theorem("C5", "Cauchy decrease", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          // Where g itself will do there is no step.
          if (out.boundary == 0 && frobenius_norm(out.p).is_zero()) return;
          cauchy_decrease(t, t.in.g, symmetric(t.in.h), t.in.delta, out.p);
        })
        .theorem("C6", "in other units", [](Exact<Op>& t) {
          if (t.variant != Op::Variant::given) return;
          equal_entries(t, t.f({times(t.in.g, 12), times(t.in.h, 4), 3 * t.in.delta, 12 * t.in.epsilon}).p, times(t.f(t.in).p, 3), "3p");
        })
        .requirement("C7", "inside the region", [](Trial<Op>& t) { inside(t, t.out.p, t.in.delta, t.u, t.eta); });

}  // namespace
}  // namespace etalon::verify
