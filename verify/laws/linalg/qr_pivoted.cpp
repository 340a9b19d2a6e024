#include "reference/contract/linalg/qr_pivoted.hpp"
#include "reference/linalg/elimination.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/orthogonal.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::QrPivoted;
using In = QrPivoted::In<double>;

/// AP: column j is column p[j] of A.
Matrix permute_columns(const Matrix& a, const Tensor<std::int64_t>& p) { return transpose(permute_rows(transpose(a), p)); }

/// ‖(r_kj … r_jj)‖, all of column j of R from row k on.
Interval left_of_column(const Matrix& r, std::int64_t k, std::int64_t j) {
  Interval sum = 0;
  for (std::int64_t i = k; i < std::min(j + 1, r.shape[0]); ++i) sum += square(r(i, j));
  return sqrt(sum);
}

const auto registered =
    laws<QrPivoted>()
        .matrices({.shape = gen::Matrices::any, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) {
          const auto m = draw.extent(31, 33), n = draw.extent(31, 33);
          return In{gen::any_spectrum(draw, m, n, {.shape = gen::Matrices::any, .full_rank = true})};
        })
        .inputs(core, "Kahan's matrix", [](Draw& draw) {  // whose norms are all but equal
          const auto n = draw.extent(2, 30);
          const double c = draw.uniform(0.1, 0.9), s = std::sqrt(1 - c * c);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = i; j < n; ++j) a(i, j) = round_to(std::pow(s, static_cast<double>(i)) * (i == j ? 1 : -c), draw.format);
          return In{a};
        })
        .inputs(edge, "columns of equal norms", [](Draw& draw) {
          Tensor<double> a({draw.extent(1, 6), draw.extent(1, 6)});
          for (double& x : a) x = draw.coin() ? 1 : -1;
          return In{a};
        })
        .theorem("C2", "p is a permutation", [](Exact<QrPivoted>& t) { t.holds(is_permutation(t.f(t.in).p), "a permutation"); })
        .theorem("C3", "AP = QR, QᵀQ = I", [](Exact<QrPivoted>& t) {
          const auto out = t.f(t.in);
          upper_triangular(t, out.r);
          is_factorization(t, permute_columns(t.in.a, out.p), out.q, out.r);
        })
        .theorem("C4", "|r_kk|² ≥ Σ |r_ij|²", [](Exact<QrPivoted>& t) {
          const auto r = t.f(t.in).r;
          for (std::int64_t k = 0; k < r.shape[0]; ++k)
            for (std::int64_t j = k + 1; j < r.shape[1]; ++j) t.at_most(left_of_column(r, k, j), abs(r(k, k)), "‖(r_kj … r_jj)‖");
        })
        .theorem("C5", "r_kk = 0 beyond the rank", [](Exact<QrPivoted>& t) {
          const auto r = t.f(t.in).r;
          const auto rank = reference::linalg::exact_rank(t.in.a);
          for (std::int64_t k = 0; rank && k < r.shape[0]; ++k) t.holds(k < *rank ? r(k, k) > 0 : r(k, k) == 0, "r_kk");
        })
        .requirement("C2", "p is a permutation", [](Trial<QrPivoted>& t) { t.holds(is_permutation(t.out.p), "p is a permutation"); })
        .requirement("C3", "R upper triangular", [](Trial<QrPivoted>& t) { upper_triangular(t, t.out.r); })
        .requirement("C6", "‖(r_kj … r_jj)‖ ≤ |r_kk|(1 + 8k√u) + √k·γ‖A‖_F + cη", [](Trial<QrPivoted>& t) {
          // The square of a norm loses at most 4u of where it stood in each of k updates; a part √u is left of that at least:
          // 4k√u of the square, 2k√u of the norm; twice, for the column chosen and the one that was not.
          const Interval k = t.sizes.at("k"), c = 8 * k * (t.sizes.at("m") + 5);
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Interval updates = 1 + 8 * k * sqrt(t.u), rounding = sqrt(k) * *unit * frobenius_norm(t.in.a) + c * t.eta;
          for (std::int64_t i = 0; i < t.out.r.shape[0]; ++i)
            for (std::int64_t j = i + 1; j < t.out.r.shape[1]; ++j)
              t.at_most(left_of_column(t.out.r, i, j), updates * abs(t.out.r(i, i)) + rounding, "‖(r_kj … r_jj)‖");
        })
        .requirement("C7", "‖a_j − Qr_j‖ ≤ √k(γ‖a_j‖ + cη), ‖QᵀQ − I‖_F ≤ √k·γ", [](Trial<QrPivoted>& t) {
          if (!is_permutation(t.out.p)) return t.says_nothing("p is no permutation");
          small_residuals(t, permute_columns(t.in.a, t.out.p), t.out.q, t.out.r, 8 * t.sizes.at("k") * (t.sizes.at("m") + 5), t.u, t.eta);
        });

const FreeInSign<QrPivoted> signs("C3", {"q", "r"});

}  // namespace
}  // namespace etalon::verify
