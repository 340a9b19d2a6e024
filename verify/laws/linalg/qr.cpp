#include "reference/contract/linalg/qr.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/orthogonal.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;
using In = Qr::In<double>;

In with_flags(Draw& draw, Tensor<double> a) { return In{std::move(a), draw.integer(0, 1), draw.integer(0, 1)}; }

const auto registered =
    laws<Qr>()
        .matrices({.shape = gen::Matrices::any, .blocks = false}, with_flags)
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return with_flags(draw, block_sized(draw, gen::Matrices::any)); })
        .inputs(core, "nearly dependent columns", [](Draw& draw) {  // Läuchli's: Gram and Schmidt's classical form fails
          const auto n = draw.extent(2, 6);
          Tensor<double> a({n + 1, n});
          for (std::int64_t j = 0; j < n; ++j) a(0, j) = 1, a(j + 1, j) = std::ldexp(1.0, -static_cast<int>(draw.integer(draw.format.precision / 3, draw.format.precision - 2)));
          return with_flags(draw, a);
        })
        .inputs(edge, "columns of zeros", [](Draw& draw) {
          Tensor<double> a = draw.reals({draw.extent(1, 6), draw.extent(1, 6)});
          for (std::int64_t j = 0; j < a.shape[1]; ++j)
            if (draw.coin())
              for (std::int64_t i = 0; i < a.shape[0]; ++i) a(i, j) = 0;
          return with_flags(draw, a);
        })
        .inputs(edge, "triangular", [](Draw& draw) {  // nothing to reflect, but for signs
          Tensor<double> a = draw.reals({draw.extent(1, 6), draw.extent(1, 6)});
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = 0; j < std::min(i, a.shape[1]); ++j) a(i, j) = 0;
          return with_flags(draw, a);
        })
        .theorem("C3", "A = QR, QᵀQ = I", [](Exact<Qr>& t) {
          const auto out = t.f(t.in);
          upper_triangular(t, out.r);
          is_factorization(t, t.in.a, out.q, out.r);
        })
        .theorem("C4", "the factors of Q₀R₀ are Q₀ and R₀", [](Exact<Qr>& t) {
          const std::int64_t n = std::min<std::int64_t>(6, std::min(t.in.a.shape[0], t.in.a.shape[1]));
          Matrix q({n, n}), r({n, n});  // Q₀ = I − 2vvᵀ/n with v of ±1
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) {
              q(i, j) = Interval(i == j ? 1 : 0) - Interval((i + j) % 2 == 0 ? 2 : -2) / n;
              r(i, j) = j < i ? Interval(0) : j == i ? Interval(i + 1) / 2 : Interval(i - j + 2);
            }
          const auto out = t.f({multiply(q, r), 0, 1});
          for (std::size_t i = 0; i < q.size(); ++i) t.equal_within(out.q[i], q[i], 1, "Q₀"), t.equal_within(out.r[i], r[i], n, "R₀");
        })
        .theorem("C5", "RᵀR = AᵀA", [](Exact<Qr>& t) {
          const auto r = t.f(t.in).r;
          const Matrix left = multiply(transpose(r), r), right = multiply(transpose(t.in.a), t.in.a);
          for (std::int64_t i = 0; i < left.shape[0]; ++i)
            for (std::int64_t j = 0; j < left.shape[1]; ++j) t.equal_within(left(i, j), right(i, j), sqrt(right(i, i) * right(j, j)), "RᵀR");
        })
        .theorem("C6", "full and thin", [](Exact<Qr>& t) {
          const auto thin = t.f({t.in.a, 0, 1}), full = t.f({t.in.a, 1, 1});
          const std::int64_t k = thin.r.shape[0];
          for (std::int64_t i = 0; i < full.r.shape[0]; ++i)
            for (std::int64_t j = 0; j < full.r.shape[1]; ++j) {
              if (i >= k) t.holds(full.r(i, j).is_zero(), "R is 0 below the thin one");
              else t.equal_within(full.r(i, j), thin.r(i, j), frobenius_norm(column(t.in.a, j)), "the thin R");
            }
          for (std::int64_t i = 0; i < thin.q.shape[0]; ++i)
            for (std::int64_t j = 0; j < k; ++j) t.equal_within(full.q(i, j), thin.q(i, j), 1, "the thin Q");
        })
        .requirement("C3", "R upper triangular", [](Trial<Qr>& t) { upper_triangular(t, t.out.r); })
        .requirement("C4", "diag(R) ≥ 0 if canonical", [](Trial<Qr>& t) {
          for (std::int64_t i = 0; t.in.canonical == 1 && i < t.sizes.at("k"); ++i) t.holds(t.out.r(i, i) >= 0, "r_ii ≥ 0");
        })
        .requirement("C7", "‖a_j − Qr_j‖ ≤ √w(γ‖a_j‖ + cη), ‖QᵀQ − I‖_F ≤ √w·γ", [](Trial<Qr>& t) {
          small_residuals(t, t.in.a, t.out.q, t.out.r, 8 * t.sizes.at("k") * (t.sizes.at("m") + 5), t.u, t.eta);
        });

}  // namespace
}  // namespace etalon::verify
