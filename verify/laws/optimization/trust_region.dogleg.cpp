#include "reference/contract/optimization/trust_region.dogleg.hpp"
#include "verify/laws/optimization/trust_region.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionDogleg;
using reference::linalg::symmetric;

const auto registered =
    laws<Op>()
        .inputs(core, "definite", definite_region)
        .inputs(core, "between the Cauchy point and Newton's", [](Draw& draw) {
          auto in = definite_region(draw);  // ‖g‖/h₁₁ is near both
          double largest = 0;
          for (const double g : in.g) largest = std::max(largest, std::fabs(g));
          if (largest > 0) in.delta = round_to(largest * draw.uniform(0.25, 2), draw.format);
          return in;
        })
        .inputs(core, "small integers", [](Draw& draw) { return region_with(draw, product_with_signs(draw, std::vector<double>(draw.extent(1, 4), 1.0))); })
        .inputs(core, "at the boundary", at_the_boundary)
        .inputs(core, "along an axis", along_an_axis)
        .inputs(extreme, "other units", [](Draw& draw) { return in_other_units(draw, definite_region(draw)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          auto in = definite_region(draw);
          in.h = with_noise_above(draw, in.h);
          return in;
        })
        .inputs(edge, "a stationary point", stationary)
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .refuses("C2", "indefinite", [](Draw& draw) { return region_with(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) { return region_with(draw, product_with_one(draw, 0)); })
        .theorem("C4", "the length is min(Δ, ‖N‖)", [](Exact<Op>& t) {
          auto far = t.in;
          far.delta = 1 + frobenius_norm(t.in.g) * power_of_two(4000);
          const Matrix p = t.f(t.in).p;
          t.equal(frobenius_norm(p), min(t.in.delta, frobenius_norm(t.f(far).p)), "‖p‖");
        })
        .theorem("C5", "Cauchy decrease", [](Exact<Op>& t) { cauchy_decrease(t, t.in.g, symmetric(t.in.h), t.in.delta, t.f(t.in).p); })
        .theorem("C6", "in other units", [](Exact<Op>& t) {
          equal_entries(t, t.f({times(t.in.g, 12), times(t.in.h, 4), 3 * t.in.delta}).p, times(t.f(t.in).p, 3), "3p");
        })
        .requirement("C7", "inside the region", [](Trial<Op>& t) { inside(t, t.out.p, t.in.delta, t.u, t.eta); });

}  // namespace
}  // namespace etalon::verify
