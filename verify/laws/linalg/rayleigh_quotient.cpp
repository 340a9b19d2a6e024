#include "reference/contract/linalg/rayleigh_quotient.hpp"

#include "verify/language/laws.hpp"
#include "verify/laws/linalg/rotations.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::RayleighQuotient;
using contract::linalg::RayleighQuotientGradient;
using In = RayleighQuotient::In<double>;

In random(Draw& draw, int lowest = -4, int highest = 2) {
  const std::int64_t n = draw.extent(1, 5);
  return {draw.reals({n, n}, lowest, highest), nonzeros(draw, n, -3, 3)};
}
In of_length(Draw& draw, int power) {
  In in = random(draw);
  for (double& x : in.x) x = round_to(std::ldexp(x, power), draw.format);
  return in;
}

const auto registered =
    laws<RayleighQuotient>()
        .inputs(core, "random", [](Draw& draw) { return random(draw); })
        .inputs(core, "symmetric", [](Draw& draw) {
          In in = random(draw);
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) in.a(i, j) = in.a(j, i);
          return in;
        })
        .inputs(extreme, "squares of x overflow", [](Draw& draw) { return of_length(draw, draw.format.max_exponent - 4); })
        .inputs(extreme, "squares of x underflow", [](Draw& draw) { return of_length(draw, draw.format.min_exponent + 4); })
        .inputs(edge, "zeros in x", [](Draw& draw) {
          In in = random(draw);
          for (std::size_t i = 1; i < in.x.size(); ++i)
            if (draw.coin()) in.x[i] = 0;
          return in;
        })
        .refuses("C2", "x = 0", [](Draw& draw) {
          In in = random(draw);
          for (double& x : in.x) x = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .theorem("C3", "αx, A + σI, Aᵀ", [](Exact<RayleighQuotient>& t) {
          const Interval rho = t.f(t.in).rho, size = abs(rho) + frobenius_norm(t.in.a) + 5;
          auto other = t.in;
          for (Interval& x : other.x) x = -3 * x;
          t.equal_within(t.f(other).rho, rho, size, "r(−3x)");
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < t.in.a.shape[0]; ++j) other.a(i, j) = t.in.a(j, i) + (i == j ? 5 : 0);
          t.equal_within(t.f(other).rho, rho + 5, size, "r of Aᵀ + 5I");
        })
        .theorem("C4", "an eigenvector has its eigenvalue", [](Exact<RayleighQuotient>& t) {
          const Matrix q = rotations(3);
          const Interval lambda = 2 + offset(t.in.a[0]);
          t.equal_within(t.f({symmetric_with(q, {lambda, 7, -5}), with_coordinates(q, {3, 0, 0})}).rho, lambda, 7, "r(v) = λ");
        })
        .law("C6", "|r| ≤ ‖A‖_F", [](Law<RayleighQuotient>& t) { t.at_most(abs(t.out.rho), frobenius_norm(t.in.a), "|r|"); });

const auto registered_gradient =
    laws<RayleighQuotientGradient>()
        .law("C3", "⟨Ā, I⟩ = 1", [](Law<RayleighQuotientGradient>& t) {
          Interval trace = 0;
          for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) trace += t.out.grad_a(i, i);
          t.equal_within(trace, 1, 1, "⟨Ā, I⟩");
        })
        .theorem("C3", "⟨Ā, A⟩ = r", [](Exact<RayleighQuotientGradient>& t) {
          const auto g = t.f(t.in).grad_a;
          Interval product = 0;
          for (std::size_t i = 0; i < g.size(); ++i) product += g[i] * t.in.a[i];
          t.equal_within(product, Wings<RayleighQuotient>::reference(t.in)->rho, frobenius_norm(t.in.a), "⟨Ā, A⟩");
        })
        .law("C4", "⟨x̄, x⟩ = 0", [](Law<RayleighQuotientGradient>& t) {
          t.equal_within(inner(t.out.grad_x, t.in.x), 0, frobenius_norm(t.in.a) + frobenius_norm(t.out.grad_x) * frobenius_norm(t.in.x), "⟨x̄, x⟩");
        })
        .theorem("C4", "x̄ = 0 at an eigenvector of a symmetric matrix", [](Exact<RayleighQuotientGradient>& t) {
          const Matrix q = rotations(3);
          const auto g = t.f({symmetric_with(q, {2 + offset(t.in.a[0]), 7, -5}), with_coordinates(q, {3, 0, 0})}).grad_x;
          for (const Interval& entry : g) t.equal_within(entry, 0, 7, "x̄");
        });

}  // namespace
}  // namespace etalon::verify
