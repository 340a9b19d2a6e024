#include "reference/contract/optimization/trust_region.scaled_newton.hpp"
#include "verify/laws/optimization/trust_region.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionScaledNewton;
using reference::linalg::symmetric;
using In = Op::In<double>;

const auto registered =
    laws<Op>()
        .matrices({.shape = gen::Matrices::definite}, region_with)
        .inputs(core, "moderate", definite_region)
        .inputs(core, "at the boundary", at_the_boundary)
        .inputs(extreme, "other units", [](Draw& draw) { return in_other_units(draw, definite_region(draw)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return region_with(draw, with_noise_above(draw, any_definite(draw, 5))); })
        .inputs(edge, "a stationary point", stationary)
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .leaves_out("an extent beside a power of two", "H has sizes around the blocks of LAPACK")
        .refuses("C2", "indefinite", [](Draw& draw) { return region_with(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) { return region_with(draw, product_with_one(draw, 0)); })
        .theorem("C4", "Hp = −tg, and t = 1 or ‖p‖ = Δ", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          equal_product(t, symmetric(t.in.h), as_column(out.p), as_column(times(t.in.g, -out.scale)), "Hp = −tg");
          t.at_most(frobenius_norm(out.p), t.in.delta * (1 + power_of_two(-64)), "‖p‖ ≤ Δ");
          if ((out.scale < 1).certainly()) t.equal(frobenius_norm(out.p), t.in.delta, "‖p‖ = Δ");
          t.holds(out.scale > 0 && out.scale <= 1, "0 < t ≤ 1");
        })
        .theorem("C5", "the model decreases by (2t − t²) of Newton's gain", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          const Matrix h = symmetric(t.in.h), newton = times(out.p, 1 / out.scale);
          t.equal_within(model(t.in.g, h, out.p), (2 * out.scale - square(out.scale)) * model(t.in.g, h, newton), model_size(t.in.g, h, newton), "the model at p");
        })
        .theorem("C6", "in other units", [](Exact<Op>& t) {
          const auto out = t.f(t.in), other = t.f({times(t.in.g, 12), times(t.in.h, 4), 3 * t.in.delta});
          equal_entries(t, other.p, times(out.p, 3), "3p");
        })
        .requirement("C7", "|Hp + tg|", [](Trial<Op>& t) {
          // As of linalg.cholesky_solve; |tg| and the roundings of p and t are within |H||p| ≤ √h_ii·Σ √h_jj|p_j| too.
          const auto unit = gamma(*Op::c.at(t.sizes), t.u);
          if (!unit || !(*unit < 1).certainly()) return t.says_nothing("γ ≥ 1");
          const Precision precision(residual_bits);
          const Matrix h = symmetric(t.in.h), residual = plus(apply_to(h, t.out.p), times(t.in.g, t.out.scale));
          Matrix root({t.in.g.shape[0]});
          Interval size = 0;
          for (std::size_t i = 0; i < root.size(); ++i) root[i] = sqrt(h(i, i)), size += root[i] * abs(t.out.p[i]);
          for (std::size_t i = 0; i < root.size(); ++i)
            t.at_most(abs(residual[i]), *unit / (1 - *unit) * root[i] * size + *Op::c.at(t.sizes) * t.eta * (1 + root[i]) * (1 + one_norm(root)), "|Hp + tg|");
        })
        .requirement("C8", "t ≤ 1, and t = 1 or ‖p‖ = Δ", [](Trial<Op>& t) {
          const Interval e = *Op::c_norm.at(t.sizes) * (t.u * t.in.delta + t.eta), length = frobenius_norm(t.out.p);
          t.holds(t.out.scale >= 0 && t.out.scale <= 1, "0 ≤ t ≤ 1");
          t.at_most(length, t.in.delta + e, "‖p‖ ≤ Δ");
          if (t.out.scale < 1) t.at_most(t.in.delta - e, length, "‖p‖ = Δ");
        });

}  // namespace
}  // namespace etalon::verify
