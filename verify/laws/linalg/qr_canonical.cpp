#include "reference/contract/linalg/qr_canonical.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/linalg/qr.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::QrCanonical;
using In = QrCanonical::In<double>;

In thin_or_full(Draw& draw, Tensor<double> a) { return In{std::move(a), draw.integer(0, 1)}; }

const auto registered =
    laws<QrCanonical>()
        .matrices({.shape = gen::Matrices::any, .blocks = false}, thin_or_full)
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return thin_or_full(draw, block_sized(draw, gen::Matrices::any)); })
        .inputs(core, "nearly dependent columns", [](Draw& draw) { return thin_or_full(draw, factored::nearly_dependent(draw)); })
        .inputs(edge, "columns of zeros", [](Draw& draw) { return thin_or_full(draw, factored::with_columns_of_zeros(draw)); })
        .inputs(edge, "triangular", [](Draw& draw) { return thin_or_full(draw, factored::triangular(draw)); })
        .theorem("C3", "A = QR, QᵀQ = I", [](Exact<QrCanonical>& t) {
          const auto out = t.f(t.in);
          upper_triangular(t, out.r);
          is_factorization(t, t.in.a, out.q, out.r);
        })
        .law("C3", "R is 0 below its diagonal", [](Law<QrCanonical>& t) {
          for (std::int64_t i = 0; i < t.out.r.shape[0]; ++i)
            for (std::int64_t j = 0; j < std::min(i, t.out.r.shape[1]); ++j) t.exactly(t.out.r(i, j).is_zero(), "R is 0 below its diagonal");
        })
        .law("C4", "no r_ii is negative", [](Law<QrCanonical>& t) {
          for (std::int64_t i = 0; i < std::min(t.in.a.shape[0], t.in.a.shape[1]); ++i) t.exactly_at_most(0, t.out.r(i, i), "0 ≤ r_ii");
        })
        .theorem("C4", "the factors of Q₀R₀ are Q₀ and R₀", [](Exact<QrCanonical>& t) {
          const factored::Known known(std::min<std::int64_t>(6, std::min(t.in.a.shape[0], t.in.a.shape[1])));
          const auto out = t.f({multiply(known.q, known.r), 0});
          for (std::size_t i = 0; i < known.q.size(); ++i) t.equal_within(out.q[i], known.q[i], 1, "Q₀"), t.equal_within(out.r[i], known.r[i], known.q.shape[0], "R₀");
        })
        .theorem("C5", "RᵀR = AᵀA", [](Exact<QrCanonical>& t) { factored::same_gram_matrix(t, t.in.a, t.f(t.in).r); })
        .theorem("C6", "full and thin", [](Exact<QrCanonical>& t) {
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
        .requirement("C7", "‖a_j − Qr_j‖ ≤ √w(γ‖a_j‖ + cη), ‖QᵀQ − I‖_F ≤ √w·γ", [](Trial<QrCanonical>& t) {
          small_residuals(t, t.in.a, t.out.q, t.out.r, 8 * t.sizes.at("k") * (t.sizes.at("m") + 5), t.u, t.eta);
        });

/// Where the whole diagonal of R is 0.
const FreeInSign<QrCanonical> signs("C4", {"q", "r"}, [](const auto&, const auto& exact, const auto&, const auto&, const auto&) {
  for (std::int64_t i = 0; i < std::min(exact.r.shape[0], exact.r.shape[1]); ++i)
    if (!exact.r(i, i).is_zero()) return false;
  return true;
});

}  // namespace
}  // namespace etalon::verify
