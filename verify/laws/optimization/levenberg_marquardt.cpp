#include "reference/contract/optimization/levenberg_marquardt.hpp"
#include "verify/laws/optimization/residuals.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::LevenbergMarquardt;
using Variant = LevenbergMarquardt::Variant;
using In = LevenbergMarquardt::In<double>;

In damped(Draw& draw, Tensor<double> j) {
  auto r = residuals_of(draw, j);
  return In{std::move(j), std::move(r), draw.magnitude(-10, 6)};
}
Tensor<double> any_jacobian(Draw& draw) {
  const auto m = draw.extent(1, 7), n = draw.extent(1, 4);
  auto j = draw.reals({m, n});
  for (std::int64_t k = 0; k < n; ++k) j(0, k) = draw.magnitude(-4, 4);
  return j;
}

/// The square of D, and J over √λ·D.
Matrix squared_scales(const Matrix& j, Variant variant) {
  Matrix d({j.shape[1]});
  for (std::int64_t k = 0; k < j.shape[1]; ++k) d[k] = variant == Variant::levenberg ? Interval(1) : square(frobenius_norm(column(j, k)));
  return d;
}
Matrix stacked(const Matrix& j, const Interval& lambda, Variant variant) {
  const Matrix d = squared_scales(j, variant);
  Matrix a = with_rows(j, j.shape[1]);
  for (std::int64_t k = 0; k < j.shape[1]; ++k) a(j.shape[0] + k, k) = sqrt(lambda * d[k]);
  return a;
}
Matrix side(const Matrix& r, std::int64_t n) { return with_rows(as_column(negative(r)), n); }

const auto registered =
    laws<LevenbergMarquardt>()
        .inputs(core, "any shape", [](Draw& draw) { return damped(draw, any_jacobian(draw)); })
        .inputs(core, "spectra", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          return damped(draw, gen::any_spectrum(draw, n + draw.integer(0, 4), n, {.shape = gen::Matrices::tall, .full_rank = true}));
        })
        .inputs(core, "nearly dependent columns", [](Draw& draw) {
          In in = damped(draw, nearly_dependent(draw));
          in.lambda = draw.magnitude(-draw.format.precision / 2, 0);
          return in;
        })
        .inputs(core, "variables in units of their own", [](Draw& draw) {
          In in = damped(draw, any_jacobian(draw));
          for (std::int64_t k = 0; k < in.j.shape[1]; ++k) {
            const int e = static_cast<int>(draw.integer(-6, 6));
            for (std::int64_t i = 0; i < in.j.shape[0]; ++i) in.j(i, k) = round_to(std::ldexp(in.j(i, k), e), draw.format);
          }
          return in;
        })
        .inputs(extreme, "squares out of range", [](Draw& draw) {
          In in = damped(draw, any_jacobian(draw));
          const int e = static_cast<int>(draw.coin() ? 1 : -1) * (draw.format.max_exponent / 2 + 8);
          for (double& entry : in.j) entry = round_to(std::ldexp(entry, e), draw.format);
          for (double& entry : in.r) entry = round_to(std::ldexp(entry, e), draw.format);
          return in;
        })
        .inputs(edge, "no residuals", [](Draw& draw) {
          In in = damped(draw, any_jacobian(draw));
          for (double& r : in.r) r = 0;
          return in;
        })
        .leaves_out("one or two entries far from the others", far_jacobian)
        .leaves_out("one input far from the others", far_jacobian)
        .leaves_out("lanes at levels of their own", far_jacobian)
        .leaves_out("an extent beside a power of two", "the bound's own condition number takes seconds; linalg.lstsq is tried on large matrices")
        .refuses("C2", "a column of zeros", [](Draw& draw) {
          In in = damped(draw, any_jacobian(draw));
          for (std::int64_t i = 0; i < in.j.shape[0]; ++i) in.j(i, 0) = 0;
          return in;
        })
        .theorem("C4", "(JᵀJ + λD²)p = −Jᵀr", [](Exact<LevenbergMarquardt>& t) {
          const Matrix d = squared_scales(t.in.j, t.variant);
          Matrix normal = multiply(transpose(t.in.j), t.in.j);
          for (std::int64_t k = 0; k < normal.shape[0]; ++k) normal(k, k) += t.in.lambda * d[k];
          const Matrix p = t.f(t.in).p, left = apply_to(normal, p), right = apply_to(transpose(t.in.j), negative(t.in.r));
          const Matrix size = plus(apply_to(absolute(normal), absolute(p)), apply_to(transpose(absolute(t.in.j)), absolute(t.in.r)));
          for (std::size_t i = 0; i < left.size(); ++i) t.equal_within(left[i], right[i], size[i], "(JᵀJ + λD²)p");
        })
        .theorem("C5", "in other units of the variables", [](Exact<LevenbergMarquardt>& t) {
          auto in = t.in;
          for (std::int64_t k = 0; k < in.j.shape[1]; ++k)
            for (std::int64_t i = 0; i < in.j.shape[0]; ++i) in.j(i, k) *= Interval(2 * k + 3) / 4;
          Matrix other = t.f(in, Variant::marquardt).p;
          for (std::size_t k = 0; k < other.size(); ++k) other[k] *= Interval(static_cast<std::int64_t>(2 * k + 3)) / 4;
          equal_entries(t, other, t.f(t.in, Variant::marquardt).p, "A times the other step");
        })
        .theorem("C6", "‖Dp‖ falls, and it descends", [](Exact<LevenbergMarquardt>& t) {
          const Matrix d = squared_scales(t.in.j, t.variant), p = t.f(t.in).p, image = apply_to(t.in.j, p);
          const auto length = [&](const Matrix& step) {
            Interval sum = 0;
            for (std::size_t k = 0; k < step.size(); ++k) sum += d[k] * square(step[k]);
            return sum;
          };
          auto in = t.in;
          in.lambda *= 2;
          t.at_most(length(t.f(in).p), length(p), "‖Dp‖²");
          t.at_most(inner_product(t.in.r, image), power_of_two(-64) * frobenius_norm(t.in.r) * frobenius_norm(image), "(Jᵀr)ᵀp ≤ 0");
        })
        .requirement("C7", "‖p̂ − p‖ (Wedin)", [](Trial<LevenbergMarquardt>& t) {
          const Matrix a = stacked(t.in.j, t.in.lambda, t.variant);
          near_least_squares(t, a, side(t.in.r, t.in.j.shape[1]), as_column(t.out.p), as_column(t.truth.p), *LevenbergMarquardt::c.at(t.sizes), t.u, t.eta);
        })
        .requirement("C8", "p̂ is the solution for some A + E and b + f", [](Trial<LevenbergMarquardt>& t) {
          solves_least_squares(t, stacked(t.in.j, t.in.lambda, t.variant), side(t.in.r, t.in.j.shape[1]), as_column(t.out.p), *LevenbergMarquardt::c.at(t.sizes), t.u, t.eta);
        });

}  // namespace
}  // namespace etalon::verify
