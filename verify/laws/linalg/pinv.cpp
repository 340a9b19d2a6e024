#include "reference/contract/linalg/pinv.hpp"
#include "reference/contract/linalg/low_rank.hpp"
#include "reference/contract/linalg/matrix_rank.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LowRank;
using contract::linalg::MatrixRank;
using contract::linalg::Pinv;
using In = Pinv::In<double>;

std::int64_t rank_of(const Pinv::In<Interval>& in) {
  return Wings<MatrixRank>::reference(MatrixRank::In<Interval>{in.a, in.rcond})->rank;
}

/// A without the singular values that count as 0.
Matrix counting_part(const Pinv::In<Interval>& in) {
  return Wings<LowRank>::reference(LowRank::In<Interval>{in.a, rank_of(in)})->a_k;
}

const auto registered =
    laws<Pinv>()
        .matrices({.full_rank = true, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a), 0}; })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw), 0}; })
        .inputs(core, "a threshold in a gap", [](Draw& draw) {
          auto [a, rcond] = gen::with_a_gap(draw);
          return In{std::move(a), rcond};
        })
        .inputs(core, "integers of low rank", [](Draw& draw) {
          return In{gen::multiple_singular_values(draw), round_to(0.7 * std::sqrt(draw.format.unit_roundoff()), draw.format)};
        })
        .inputs(edge, "zero", [](Draw& draw) {
          return In{Tensor<double>({draw.extent(1, 4), draw.extent(1, 4)}), draw.coin() ? 0 : round_to(0.07, draw.format)};
        })
        .inputs(edge, "of any rank, as it stands", [](Draw& draw) {
          return In{gen::any_spectrum(draw, draw.extent(1, 6), draw.extent(1, 6), {}), 0};
        })
        .theorem("C3", "the four identities of Penrose", [](Exact<Pinv>& t) {
          const Matrix x = t.f(t.in).x, a = counting_part(t.in);
          const Matrix ax = multiply(a, x), xa = multiply(x, a);
          equal_matrices(t, multiply(ax, a), a, frobenius_norm(a), "AXA = A");
          equal_matrices(t, multiply(xa, x), x, frobenius_norm(x), "XAX = X");
          equal_matrices(t, transpose(ax), ax, 1, "AX symmetric");
          equal_matrices(t, transpose(xa), xa, 1, "XA symmetric");
        })
        .theorem("C4", "(Aᵀ)⁺ = (A⁺)ᵀ, (αA)⁺ = A⁺/α", [](Exact<Pinv>& t) {
          const Matrix x = t.f(t.in).x;
          const Interval alpha = Interval(-11) / 8, size = frobenius_norm(x);
          equal_matrices(t, t.f({transpose(t.in.a), t.in.rcond}).x, transpose(x), size, "(Aᵀ)⁺");
          equal_matrices(t, t.f({scaled(t.in.a, alpha), t.in.rcond}).x, scaled(x, 1 / alpha), size, "(αA)⁺");
        })
        .theorem("C5", "σ(A⁺) = 1/σ(A)", [](Exact<Pinv>& t) {
          const auto sigma = singular_values(t.in.a), inverse = singular_values(t.f(t.in).x);
          const auto rank = static_cast<std::size_t>(rank_of(t.in));
          for (std::size_t i = 0; i < inverse.size(); ++i)
            t.equal_within(inverse[i], i < rank ? 1 / sigma[rank - 1 - i] : Interval(0), inverse[0], "σ(A⁺)");
        })
        .theorem("C6", "AᵀAA⁺ = Aᵀ, A⁺ = A⁻¹", [](Exact<Pinv>& t) {
          const Matrix& a = t.in.a;
          const Matrix x = t.f({a, 0}).x;
          equal_matrices(t, multiply(transpose(a), multiply(a, x)), transpose(a), frobenius_norm(a), "AᵀAA⁺ = Aᵀ");
          if (a.shape[0] != a.shape[1] || rank_of({a, 0}) < a.shape[0]) return;
          Matrix identity({a.shape[0], a.shape[0]});
          for (std::int64_t i = 0; i < a.shape[0]; ++i) identity(i, i) = 1;
          equal_matrices(t, multiply(a, x), identity, 1, "AA⁻¹ = I");
        })
        .requirement("C7", "‖X̂ − A⁺‖_F ≤ 5e′/(σ_r(σ_r − e′)) + √(mn)·η", [](Trial<Pinv>& t) {
          // Wedin: ‖Ã_r⁺ − A_r⁺‖_F ≤ √2·‖A_r⁺‖₂·‖Ã_r⁺‖₂·e′; the rounding of V̂Σ̂⁻¹Ûᵀ, and what Û and V̂
          // lack of orthonormal matrices, are at most e/(σ_r(σ_r − e′)) each.
          const Interval e = *Pinv::c.at(t.sizes) * (t.u * frobenius_norm(t.in.a) + t.eta);
          const Interval moved = frobenius_norm(difference(t.out.x, t.truth.x));
          const Interval underflow = sqrt(Interval(static_cast<std::int64_t>(t.in.a.size()))) * t.eta;
          Precision guard(256);
          const Truncation part = truncation(t.in.a, t.in.rcond, e);
          if (!part.bounded) return t.says_nothing("σ_r is within its own error");
          const Interval relative = part.rank == 0 ? Interval(0) : 5 * part.error / (part.sigma * (part.sigma - part.error));
          t.at_most(moved, relative + underflow, "‖X̂ − A⁺‖_F");
        });

}  // namespace
}  // namespace etalon::verify
