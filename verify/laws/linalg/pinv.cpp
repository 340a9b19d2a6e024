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
        })
        .requirement("C8", "X̂ is the pseudoinverse of some A + E", [](Trial<Pinv>& t) {
          // A + E = ŨΣ̂Ṽᵀ with ‖E‖_F ≤ e as for linalg.nuclear_norm's gradient, and X̂ is ṼΣ̂⁺Ũᵀ, whose norm is at least that of the values
          // which every implementation counts, to within f of its norm. (A + E)X̂ and X̂(A + E) are orthogonal projectors P, but for what rounding adds: of
          // AX̂ = P + D with ‖D‖_F ≤ δ the asymmetry is up to 2δ, and (P + D)² − (P + D) = PD + DP − D + D².
          const Interval k = t.sizes.at("k"), c = *Pinv::c.at(t.sizes), f = (c * sqrt(k) + k * (k + 2)) * t.u;
          if (!(2 * f < 1).certainly()) return t.says_nothing("f ≥ 1/2");
          const Precision guard(256);
          const Interval size = frobenius_norm(t.in.a), e = (1 + 2 * sqrt(k)) * c * (t.u * size + t.eta), norm = frobenius_norm(t.out.x);
          const Interval underflow = sqrt(Interval(static_cast<std::int64_t>(t.in.a.size()))) * t.eta;
          const auto sigma = singular_values(t.in.a);
          Interval least = 0;
          std::int64_t rank = 0;
          for (const Interval& x : sigma)
            if ((x > t.in.rcond * (sigma[0] + e) + e).certainly()) ++rank, least += square(1 / (x + e));
          t.holds((1 - f) * sqrt(least) <= norm + underflow, "‖X̂‖_F ≥ ‖Σ̂⁺‖_F");
          const Interval delta = (e + size * f / (1 - f)) * norm + size * underflow;
          for (const Matrix& p : {multiply(t.in.a, t.out.x), multiply(t.out.x, t.in.a)}) {
            t.at_most(frobenius_norm(difference(p, transpose(p))), 2 * delta, "AX̂ and X̂A are symmetric");
            t.at_most(frobenius_norm(difference(multiply(p, p), p)), delta * (3 + delta), "AX̂ and X̂A are projectors");
            Interval trace = 0;  // of P it is the rank, and |tr D| is bounded as ‖D‖_F is: tr EX̂ ≤ ‖E‖_F‖X̂‖_F
            for (std::int64_t i = 0; i < p.shape[0]; ++i) trace += p(i, i);
            t.holds(trace >= rank - delta, "the traces of AX̂ and X̂A are at least the rank");
          }
        });

}  // namespace
}  // namespace etalon::verify
