#include "reference/contract/linalg/qr.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/linalg/qr.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Qr;
using In = Qr::In<double>;

In thin_or_full(Draw& draw, Tensor<double> a) { return In{std::move(a), draw.integer(0, 1)}; }

const auto registered =
    laws<Qr>()
        .matrices({.shape = gen::Matrices::any, .blocks = false}, thin_or_full)
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return thin_or_full(draw, block_sized(draw, gen::Matrices::any)); })
        .inputs(core, "nearly dependent columns", [](Draw& draw) { return thin_or_full(draw, factored::nearly_dependent(draw)); })
        .inputs(edge, "columns of zeros", [](Draw& draw) { return thin_or_full(draw, factored::with_columns_of_zeros(draw)); })
        .inputs(edge, "triangular", [](Draw& draw) { return thin_or_full(draw, factored::triangular(draw)); })
        .theorem("C3", "A = QR, QᵀQ = I", [](Exact<Qr>& t) {
          const auto out = t.f(t.in);
          upper_triangular(t, out.r);
          is_factorization(t, t.in.a, out.q, out.r);
        })
        .law("C3", "R is 0 below its diagonal", [](Law<Qr>& t) {
          for (std::int64_t i = 0; i < t.out.r.shape[0]; ++i)
            for (std::int64_t j = 0; j < std::min(i, t.out.r.shape[1]); ++j) t.exactly(t.out.r(i, j).is_zero(), "R is 0 below its diagonal");
        })
        .theorem("C4", "the factors of Q₀R₀ are Q₀ and R₀, but for signs", [](Exact<Qr>& t) {
          const std::int64_t n = std::min<std::int64_t>(6, std::min(t.in.a.shape[0], t.in.a.shape[1]));
          const factored::Known known(n);
          const auto out = t.f({multiply(known.q, known.r), 0});
          for (std::int64_t i = 0; i < n; ++i) {
            const Interval sign = out.r(i, i) > 0 ? 1 : -1;
            for (std::int64_t j = 0; j < n; ++j) {
              t.equal_within(sign * out.q(j, i), known.q(j, i), 1, "Q₀");
              t.equal_within(sign * out.r(i, j), known.r(i, j), n, "R₀");
            }
          }
        })
        .theorem("C5", "RᵀR = AᵀA", [](Exact<Qr>& t) { factored::same_gram_matrix(t, t.in.a, t.f(t.in).r); })
        .theorem("C6", "full and thin", [](Exact<Qr>& t) {
          const auto thin = t.f({t.in.a, 0}), full = t.f({t.in.a, 1});
          const std::int64_t k = thin.r.shape[0];
          for (std::int64_t i = 0; i < full.r.shape[0]; ++i)
            for (std::int64_t j = 0; j < full.r.shape[1]; ++j) {
              if (i >= k) t.holds(full.r(i, j).is_zero(), "R is 0 below the thin one");
              else t.equal_within(full.r(i, j), thin.r(i, j), frobenius_norm(column(t.in.a, j)), "the thin R");
            }
          for (std::int64_t i = 0; i < thin.q.shape[0]; ++i)
            for (std::int64_t j = 0; j < k; ++j) t.equal_within(full.q(i, j), thin.q(i, j), 1, "the thin Q");
        })
        .requirement("C7", "‖a_j − Qr_j‖ ≤ √w(γ‖a_j‖ + cη), ‖QᵀQ − I‖_F ≤ √w·γ", [](Trial<Qr>& t) {
          small_residuals(t, t.in.a, t.out.q, t.out.r, 8 * t.sizes.at("k") * (t.sizes.at("m") + 5), t.u, t.eta);
        });

const FreeInSign<Qr> signs("C4", {"q", "r"});

}  // namespace
}  // namespace etalon::verify
