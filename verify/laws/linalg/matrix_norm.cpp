#include "fast/linalg/matrix_norm.hpp"
#include "reference/linalg/matrix_norm.hpp"
#include "verify/judge/residual.hpp"
#include "verify/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixNorm;
using Variant = MatrixNorm::Variant;
using In = MatrixNorm::In<double>;

Interval of(const Exact<MatrixNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

/// n×1 of ±1, or a unit vector: what ‖A‖_∞ and ‖A‖₁ are attained at.
Matrix signs(std::int64_t n, std::int64_t pattern) {
  Matrix x({n, 1});
  for (std::int64_t i = 0; i < n; ++i) x[i] = (pattern >> (i % 8) & 1) != 0 ? 1 : -1;
  return x;
}
Matrix unit(std::int64_t n, std::int64_t which) {
  Matrix x({n, 1});
  for (std::int64_t i = 0; i < n; ++i) x[i] = i == which ? 1 : 0;
  return x;
}

const auto registered =
    laws<MatrixNorm>(reference::linalg::matrix_norm, fast::linalg::matrix_norm)
        .matrices({.shape = draw::Matrices::any, .blocks = false}, [](const Format&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "long and narrow", [](const Format& f) {
          const auto length = draw::integer(20, 60), lines = draw::integer(1, 2);
          return In{draw::reals(f, draw::coin() ? Dimensions{length, lines} : Dimensions{lines, length})};
        })
        .inputs(edge, "the largest line is not the one with the largest entry", [](const Format& f) {
          const auto n = draw::integer(2, 6);
          auto a = draw::uniforms(f, {n, n}, -1, 1);
          a(0, 0) = draw::coin() ? -1.5 : 1.5;
          for (std::int64_t i = 1; i < n; ++i) a(i, 0) = a(0, i) = 0;
          return In{a};
        })
        .inputs(extreme, "over the range", [](const Format& f) {
          return In{draw::reals(f, {draw::integer(1, 6), draw::integer(1, 6)}, f.min_exponent, f.max_exponent - 4)};
        })
        .theorem("C2", "‖Ax‖ ≤ ‖A‖·‖x‖, attained", [](Exact<MatrixNorm>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[1]);
          const Matrix a = block(t.in.a, t.in.a.shape[0], n);
          const Interval norm = of(t, a);
          Interval attained = 0;
          for (std::int64_t k = 0; k < (t.variant == Variant::one ? n : 1 << n); ++k)
            attained = max(attained, of(t, multiply(a, t.variant == Variant::one ? unit(n, k) : signs(n, k))));
          t.equal(attained, norm, "max ‖Ax‖ over the corners of the unit ball");
        })
        .theorem("C3", "‖αA‖ = |α|·‖A‖, ‖A + B‖ ≤ ‖A‖ + ‖B‖", [](Exact<MatrixNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(of(t, map(t.in.a, [](const Interval& x) { return -5 * x / 4; })), 5 * norm / 4, "‖αA‖");
          Matrix b = t.in.a, sum = t.in.a;
          for (std::size_t i = 0; i < b.size(); ++i) {
            b[i] = static_cast<std::int64_t>(i % 5) - 2;
            sum[i] = t.in.a[i] + b[i];
          }
          t.holds(!(of(t, sum) > norm + of(t, b)).certainly(), "‖A + B‖");
          t.holds(norm.is_zero() == max_norm(t.in.a).is_zero(), "0 only for 0");
        })
        .theorem("C4", "‖Aᵀ‖₁ = ‖A‖_∞", [](Exact<MatrixNorm>& t) {
          const Variant other = t.variant == Variant::one ? Variant::infinity : Variant::one;
          t.equal(t.f({transpose(t.in.a)}, other).norm, t.f(t.in).norm, "‖Aᵀ‖");
        })
        .theorem("C5", "‖AB‖ ≤ ‖A‖·‖B‖", [](Exact<MatrixNorm>& t) {
          Matrix b({t.in.a.shape[1], 3});
          for (std::size_t i = 0; i < b.size(); ++i) b[i] = Interval(static_cast<std::int64_t>(i * 7 % 5) - 2) / 2;
          t.holds(!(of(t, multiply(t.in.a, b)) > t.f(t.in).norm * of(t, b)).certainly(), "‖AB‖");
        });

}  // namespace
}  // namespace etalon::verify
