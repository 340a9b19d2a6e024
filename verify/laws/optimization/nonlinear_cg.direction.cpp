#include "reference/contract/optimization/nonlinear_cg.direction.hpp"
#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NonlinearCgDirection;
using Variant = Op::Variant;
using In = Op::In<double>;

In typical(Draw& draw) {
  const std::int64_t n = draw.extent(1, 6);
  In in{draw.reals({n}), draw.reals({n}), draw.reals({n})};
  in.g_before[0] = draw.magnitude(0, 3);
  in.d_before[0] = -draw.magnitude(0, 3);
  return in;
}
/// x less its part along y.
Matrix across(const Matrix& x, const Matrix& y) { return subtract(x, times(y, inner_product(x, y) / inner_product(y, y))); }

const auto registered =
    laws<Op>()
        .inputs(core, "typical", typical)
        .inputs(core, "steepest descent before", [](Draw& draw) {
          In in = typical(draw);
          for (std::size_t i = 0; i < in.g.size(); ++i) in.d_before[i] = -in.g_before[i];
          return in;
        })
        .inputs(core, "little progress", [](Draw& draw) {
          In in = typical(draw);
          for (std::size_t i = 0; i < in.g.size(); ++i) in.g[i] = round_to(in.g_before[i] * (1 - draw.uniform(0, 0.25)), draw.format);
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          In in = typical(draw);
          const int e = (draw.coin() ? 1 : -1) * (draw.format.max_exponent / 2 + 8);
          in.g = times_power(draw, in.g, e), in.g_before = times_power(draw, in.g_before, e), in.d_before = times_power(draw, in.d_before, e);
          return in;
        })
        .inputs(edge, "at the minimum", [](Draw& draw) {
          In in = typical(draw);
          for (double& g : in.g) g = 0;
          return in;
        })
        .leaves_out("one input far from the others", "β leaves the range; units of all three are a class of their own")
        .leaves_out("one or two entries far from the others", "as one input")
        .leaves_out("lanes at levels of their own", "as one input")
        .refuses("C2", "no gradient before", [](Draw& draw) {
          In in = typical(draw);
          for (double& g : in.g_before) g = 0;
          for (double& d : in.d_before) d = 0;
          return in;
        })
        .theorem("C3", "as on a quadratic", [](Exact<Op>& t) {
          if (t.in.g.size() < 2 || max_norm(t.in.g_before).is_zero()) return;
          auto in = t.in;
          in.d_before = negative(in.g_before);
          in.g = across(in.g, in.g_before);
          const auto reeves = t.f(in, Variant::fletcher_reeves), ribiere = t.f(in, Variant::polak_ribiere), stiefel = t.f(in, Variant::hestenes_stiefel);
          const Interval size = inner_product(t.in.g, t.in.g) / inner_product(in.g_before, in.g_before) + 1;
          t.equal_within(ribiere.beta, reeves.beta, size, "polak_ribiere");
          t.equal_within(stiefel.beta, reeves.beta, size, "hestenes_stiefel");
        })
        .theorem("C4", "it descends after an exact line search", [](Exact<Op>& t) {
          if (max_norm(t.in.d_before).is_zero() || t.variant == Variant::hestenes_stiefel) return;
          auto in = t.in;
          in.g = across(in.g, in.d_before);
          const auto out = t.f(in);
          t.equal_within(inner_product(in.g, out.d), -inner_product(in.g, in.g), inner_product(t.in.g, t.in.g) + abs(out.beta) * frobenius_norm(t.in.g) * frobenius_norm(in.d_before), "gᵀd");
        })
        .theorem("C5", "dᵀ(g − g₀) = 0", [](Exact<Op>& t) {
          if (t.variant != Variant::hestenes_stiefel) return;
          const Matrix d = t.f(t.in).d, y = subtract(t.in.g, t.in.g_before);
          t.equal_within(inner_product(d, y), 0, frobenius_norm(y) * (frobenius_norm(d) + frobenius_norm(t.in.g)), "dᵀ(g − g₀)");
        })
        .theorem("C6", "a restart, and the larger of β and 0", [](Exact<Op>& t) {
          if (max_norm(t.in.g_before).is_zero()) return;
          auto in = t.in;
          in.g = in.g_before;
          equal_entries(t, t.f(in, Variant::polak_ribiere).d, negative(in.g), "−g");
          t.equal(t.f(t.in, Variant::polak_ribiere_plus).beta, max(Interval(0), t.f(t.in, Variant::polak_ribiere).beta), "β of polak_ribiere_plus");
        });

}  // namespace
}  // namespace etalon::verify
