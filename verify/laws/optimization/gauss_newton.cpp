#include "reference/contract/optimization/gauss_newton.hpp"
#include "verify/laws/optimization/residuals.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::GaussNewton;
using In = GaussNewton::In<double>;

In with_residuals(Draw& draw, Tensor<double> j) {
  auto r = residuals_of(draw, j);
  return In{std::move(j), std::move(r)};
}

const auto registered =
    laws<GaussNewton>()
        .matrices({.shape = gen::Matrices::tall, .full_rank = true, .blocks = false}, with_residuals)
        .inputs(core, "nearly dependent columns", [](Draw& draw) { return with_residuals(draw, nearly_dependent(draw)); })
        .inputs(edge, "no residuals", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          In in = with_residuals(draw, gen::any_spectrum(draw, n + draw.integer(0, 3), n, {.shape = gen::Matrices::tall, .full_rank = true}));
          for (double& r : in.r) r = 0;
          return in;
        })
        .leaves_out("one or two entries far from the others", far_jacobian)
        .leaves_out("one input far from the others", far_jacobian)
        .leaves_out("lanes at levels of their own", far_jacobian)
        .leaves_out("an extent beside a power of two", "the bound's own condition number takes seconds; linalg.lstsq is tried on large matrices")
        .refuses("C2", "a column of zeros, or too few rows", [](Draw& draw) {
          const bool wide = draw.coin();
          const auto m = draw.extent(wide ? 0 : 1, 5), n = wide ? m + draw.extent(1, 2) : draw.extent(1, m);
          In in{draw.reals({m, n}), draw.reals({m})};
          const auto zero = draw.integer(0, n - 1);
          for (std::int64_t i = 0; i < m; ++i) in.j(i, zero) = 0;
          return in;
        })
        .theorem("C3", "Jᵀ(Jp + r) = 0", [](Exact<GaussNewton>& t) {
          const Matrix p = t.f(t.in).p, normal = apply_to(transpose(t.in.j), plus(apply_to(t.in.j, p), t.in.r));
          const Matrix size = apply_to(transpose(absolute(t.in.j)), plus(apply_to(absolute(t.in.j), absolute(p)), absolute(t.in.r)));
          for (std::size_t i = 0; i < normal.size(); ++i) t.equal_within(normal[i], 0, size[i], "Jᵀ(Jp + r)");
        })
        .theorem("C4", "linear residuals", [](Exact<GaussNewton>& t) {
          Matrix way({t.in.j.shape[1]});
          for (std::size_t i = 0; i < way.size(); ++i) way[i] = Interval(static_cast<std::int64_t>(2 * i) - 3) / 4;
          equal_entries(t, t.f({t.in.j, apply_to(t.in.j, way)}).p, negative(way), "x₀ − x");
        })
        .theorem("C5", "it descends, and in the coordinates of x = Az", [](Exact<GaussNewton>& t) {
          const Matrix p = t.f(t.in).p, image = apply_to(t.in.j, p), a = other_coordinates(t.in.j.shape[1]);
          t.equal_within(inner_product(t.in.r, image), -inner_product(image, image), frobenius_norm(image) * frobenius_norm(t.in.r), "(Jᵀr)ᵀp");
          equal_entries(t, apply_to(a, t.f({multiply(t.in.j, a), t.in.r}).p), p, "A times the other step");
        })
        .requirement("C6", "‖p̂ − p‖ (Wedin)", [](Trial<GaussNewton>& t) {
          near_least_squares(t, t.in.j, as_column(negative(t.in.r)), as_column(t.out.p), as_column(t.truth.p), *GaussNewton::c.at(t.sizes), t.u, t.eta);
        })
        .requirement("C7", "p̂ is the solution for some J + E and r + f", [](Trial<GaussNewton>& t) {
          solves_least_squares(t, t.in.j, as_column(negative(t.in.r)), as_column(t.out.p), *GaussNewton::c.at(t.sizes), t.u, t.eta);
        });

}  // namespace
}  // namespace etalon::verify
