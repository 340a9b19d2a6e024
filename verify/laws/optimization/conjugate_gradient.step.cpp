#include "reference/contract/optimization/conjugate_gradient.step.hpp"
#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::ConjugateGradientStep;
using reference::linalg::symmetric;
using In = Op::In<double>;

/// At the first step, or later: p any direction along which r has a part.
In step_with(Draw& draw, Tensor<double> a) {
  const std::int64_t n = a.shape[0];
  auto x = draw.reals({n}), r = draw.reals({n});
  r[0] = draw.magnitude(-2, 3);
  auto p = r;
  if (draw.coin())
    for (double& entry : p) entry = round_to(entry + draw.uniform(-1, 1), draw.format);
  return In{std::move(a), std::move(x), std::move(r), std::move(p)};
}
Tensor<double> moderate(Draw& draw) { return gen::positive_definite(draw, draw.extent(1, 6), static_cast<int>(draw.integer(0, 8))); }

const auto registered =
    laws<Op>()
        .inputs(core, "definite", [](Draw& draw) { return step_with(draw, moderate(draw)); })
        .inputs(core, "ill conditioned", [](Draw& draw) { return step_with(draw, any_definite(draw, 5)); })
        .inputs(core, "one step from the solution", [](Draw& draw) {  // a multiple of I: r′ = 0
          const std::int64_t n = draw.extent(1, 5);
          In in = step_with(draw, Tensor<double>({n, n}));
          const double d = std::ldexp(1.0, static_cast<int>(draw.integer(-3, 3)));
          for (std::int64_t i = 0; i < n; ++i) in.a(i, i) = d;
          in.p = in.r;
          return in;
        })
        .inputs(extreme, "squares of r and p out of range", [](Draw& draw) {
          In in = step_with(draw, moderate(draw));
          const int e = (draw.coin() ? 1 : -1) * (draw.format.max_exponent / 2 + 8);
          in.x = times_power(draw, in.x, e), in.r = times_power(draw, in.r, e), in.p = times_power(draw, in.p, e);
          return in;
        })
        .inputs(extreme, "other units of A", [](Draw& draw) {
          In in = step_with(draw, moderate(draw));
          const int e = static_cast<int>(draw.integer(-draw.format.max_exponent / 3, draw.format.max_exponent / 3));
          in.a = times_power(draw, in.a, e), in.x = times_power(draw, in.x, -e);
          return in;
        })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return step_with(draw, with_noise_above(draw, moderate(draw))); })
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", "of an x far from αp nothing is left of the other; units of r, p and A are classes of their own")
        .leaves_out("lanes at levels of their own", far_hessian)
        .refuses("C2", "no curvature along p", [](Draw& draw) {
          In in = step_with(draw, Tensor<double>({2, 2}, {1, 0, 0, -1}));
          in.p = Tensor<double>({2}, {1, draw.coin() ? 1.0 : 2.0});
          return in;
        })
        .refuses("C3", "no residual", [](Draw& draw) {
          In in = step_with(draw, moderate(draw));
          for (double& r : in.r) r = 0;
          return in;
        })
        .theorem("C4", "conjugate directions, orthogonal residuals, and an end", [](Exact<Op>& t) {
          const std::int64_t n = std::min<std::int64_t>(5, t.in.x.shape[0]);
          if (n < t.in.x.shape[0]) return;
          auto in = t.in;
          in.p = in.r;
          const Matrix a = symmetric(in.a);
          const Interval first = frobenius_norm(in.r);
          std::vector<Matrix> residuals{in.r}, directions{in.p};
          for (std::int64_t k = 0; k < n; ++k) {
            const auto out = t.f(in);
            in.x = out.x_next, in.r = out.r_next, in.p = out.p_next;
            if ((frobenius_norm(in.r) < power_of_two(-60) * first).certainly()) break;
            if (k == n - 1) return t.equal_within(frobenius_norm(in.r), 0, first, "the residual after n steps");
            for (const Matrix& r : residuals) t.equal_within(inner_product(r, in.r), 0, frobenius_norm(r) * frobenius_norm(in.r), "rᵢᵀrⱼ = 0");
            for (const Matrix& p : directions)
              t.equal_within(inner_product(p, apply_to(a, in.p)), 0, frobenius_norm(a) * frobenius_norm(p) * frobenius_norm(in.p), "pᵢᵀApⱼ = 0");
            residuals.push_back(in.r), directions.push_back(in.p);
          }
        })
        .theorem("C5", "r′ is the residual of x′, and other units", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          const Matrix a = symmetric(t.in.a), b = plus(t.in.r, apply_to(a, t.in.x)), left = subtract(b, apply_to(a, out.x_next));
          const Matrix size = plus(absolute(b), apply_to(absolute(a), plus(absolute(t.in.x), absolute(out.x_next))));
          for (std::size_t i = 0; i < left.size(); ++i) t.equal_within(left[i], out.r_next[i], size[i], "b − Ax′");
          const auto other = t.f({t.in.a, times(t.in.x, 3), times(t.in.r, 3), times(t.in.p, 3)});
          for (std::size_t i = 0; i < left.size(); ++i) {
            t.equal_within(other.x_next[i], 3 * out.x_next[i], abs(t.in.x[i]) + abs(out.x_next[i]), "3x′");
            t.equal_within(other.p_next[i], 3 * out.p_next[i], max_norm(out.p_next) + max_norm(t.in.r), "3p′");
          }
        });

}  // namespace
}  // namespace etalon::verify
