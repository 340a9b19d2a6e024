#include "reference/contract/linalg/lstsq_min_norm.hpp"
#include "reference/contract/linalg/pinv.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LstsqMinNorm;
using In = LstsqMinNorm::In<double>;

/// Right sides of A's own size: inside its range, outside, or both.
In with_right_sides(Draw& draw, Tensor<double> a, double rcond) {
  const std::int64_t m = a.shape[0], n = a.shape[1], p = draw.extent(1, 3);
  double top = 0;
  for (const double x : a) top = std::max(top, std::isfinite(x) ? std::fabs(x) : 0);
  const int exponent = top > 0 ? std::ilogb(top) : 0;
  Tensor<double> b({m, p});
  for (std::int64_t j = 0; j < p; ++j) {
    const bool consistent = draw.coin();
    for (std::int64_t l = 0; l < n && consistent; ++l) {
      const auto weight = static_cast<double>(draw.integer(-3, 3)) / 16;
      for (std::int64_t i = 0; i < m; ++i) b(i, j) += std::isfinite(a(i, l)) ? weight * a(i, l) : 0;
    }
    for (std::int64_t i = 0; i < m; ++i) b(i, j) = consistent ? round_to(b(i, j), draw.format) : round_to(std::ldexp(draw.real(-3, 1), exponent), draw.format);
  }
  return In{std::move(a), std::move(b), rcond};
}

Matrix residual(const LstsqMinNorm::In<Interval>& in, const Matrix& x) { return difference(in.b, multiply(in.a, x)); }

Matrix inverse_of(const LstsqMinNorm::In<Interval>& in) {
  return Wings<contract::linalg::Pinv>::reference(contract::linalg::Pinv::In<Interval>{in.a, in.rcond})->x;
}

const auto registered =
    laws<LstsqMinNorm>()
        .matrices({.full_rank = true, .blocks = false}, [](Draw& draw, Tensor<double> a) { return with_right_sides(draw, std::move(a), 0); })
        .inputs(core, "around the size of a block", [](Draw& draw) { return with_right_sides(draw, gen::around_a_block(draw), 0); })
        .inputs(core, "a threshold in a gap", [](Draw& draw) {
          auto [a, rcond] = gen::with_a_gap(draw);
          return with_right_sides(draw, std::move(a), rcond);
        })
        .inputs(core, "integers of low rank", [](Draw& draw) {
          return with_right_sides(draw, gen::multiple_singular_values(draw), round_to(0.7 * std::sqrt(draw.format.unit_roundoff()), draw.format));
        })
        .inputs(edge, "zero", [](Draw& draw) {
          return with_right_sides(draw, Tensor<double>({draw.extent(1, 4), draw.extent(1, 4)}), draw.coin() ? 0 : round_to(0.07, draw.format));
        })
        .theorem("C3", "AᵀAX = AᵀB", [](Exact<LstsqMinNorm>& t) {
          const LstsqMinNorm::In<Interval> as_it_stands{t.in.a, t.in.b, 0};
          const Interval size = frobenius_norm(t.in.a) * frobenius_norm(t.in.b);
          for (const Interval& x : multiply(transpose(t.in.a), residual(t.in, t.f(as_it_stands).x))) t.equal_within(x, 0, size, "Aᵀ(B − AX) = 0");
        })
        .theorem("C4", "A⁺AX = X", [](Exact<LstsqMinNorm>& t) {
          const Matrix x = t.f(t.in).x;
          equal_matrices(t, multiply(inverse_of(t.in), multiply(t.in.a, x)), x, frobenius_norm(x), "A⁺AX = X");
        })
        .theorem("C5", "another X is no better, or longer", [](Exact<LstsqMinNorm>& t) {
          const LstsqMinNorm::In<Interval> as_it_stands{t.in.a, t.in.b, 0};
          const Matrix x = t.f(as_it_stands).x;
          // Some step, and what A⁺A leaves of it outside the row space: that changes no residual.
          Matrix step({x.shape[0], x.shape[1]});
          for (std::size_t i = 0; i < step.size(); ++i) step[i] = Interval(static_cast<std::int64_t>(i * 5 % 7) - 3) / 4 * (frobenius_norm(x) + 1);
          const Matrix outside = difference(step, multiply(inverse_of({t.in.a, t.in.b, 0}), multiply(t.in.a, step)));
          const Interval slack = power_of_two(-64);
          t.at_most(frobenius_norm(residual(t.in, x)), (1 + slack) * frobenius_norm(residual(t.in, sum_of(x, step))), "‖B − AX‖");
          t.at_most(frobenius_norm(x), (1 + slack) * frobenius_norm(sum_of(x, outside)), "‖X‖");
        })
        .theorem("C6", "linear in B; X = A⁺B", [](Exact<LstsqMinNorm>& t) {
          const Matrix x = t.f(t.in).x;
          const Matrix b = companion_to(t.in.b), y = t.f({t.in.a, b, t.in.rcond}).x;
          const Interval size = frobenius_norm(inverse_of(t.in)) * frobenius_norm(t.in.b);
          equal_matrices(t, t.f({t.in.a, sum_of(t.in.b, b), t.in.rcond}).x, sum_of(x, y), size, "A⁺(B + C) = A⁺B + A⁺C");
          equal_matrices(t, multiply(inverse_of(t.in), t.in.b), x, size, "X = A⁺B");
        })
        .requirement("C7", "‖X̂ − X‖_F by Wedin's theorem", [](Trial<LstsqMinNorm>& t) {
          const Interval c = *LstsqMinNorm::c.at(t.sizes), e = c * (t.u * frobenius_norm(t.in.a) + t.eta);
          const Interval moved = frobenius_norm(difference(t.out.x, t.truth.x)), size = frobenius_norm(t.truth.x);
          const Interval left = frobenius_norm(residual(t.in, t.truth.x));  // A_rX = AX, for X lies in the row space of A_r
          const Interval data = c * (t.u * frobenius_norm(t.in.b) + t.eta);
          const Interval underflow = sqrt(Interval(static_cast<std::int64_t>(t.out.x.size()))) * t.eta;
          Precision guard(256);
          const Truncation part = truncation(t.in.a, t.in.rcond, e);
          if (!part.bounded) return t.says_nothing("σ_r is within its own error");
          // X̃ − X = −Ã⁺EX + Ã⁺Ã⁺ᵀEᵀ(B − AX) + (I − Ã⁺Ã)EᵀA⁺ᵀX; what Û and V̂ lack of orthonormal matrices adds e‖X‖/s and c·u‖B‖/s.
          const Interval s = part.sigma - part.error;
          const Interval relative = part.rank == 0 ? Interval(0) : part.error * (3 * size / s + left / square(s)) + 2 * data / s;
          t.at_most(moved, relative + underflow, "‖X̂ − X‖_F");
        })
        .requirement("C8", "X̂ is the solution for some A + E and B + F", [](Trial<LstsqMinNorm>& t) {
          // Ã_rᵀ(B + F − (A + E)(X̂ + D)) = 0 for Ã_r what A + E = ŨΣ̂Ṽᵀ keeps, ‖F‖ ≤ d, and a D of the rounding in V̂Σ̂⁺ÛᵀB, ‖A + E‖‖D‖ ≤
          // 2e‖X̂‖; what it leaves out is at most rcond(σ₁ + e).
          const Interval k = t.sizes.at("k"), c = *LstsqMinNorm::c.at(t.sizes);
          const Precision guard(256);
          const Interval size = frobenius_norm(t.in.a), e = (1 + 2 * sqrt(k)) * c * (t.u * size + t.eta), d = c * (t.u * frobenius_norm(t.in.b) + t.eta);
          const Interval underflow = size * sqrt(Interval(static_cast<std::int64_t>(t.out.x.size()))) * t.eta;
          const Matrix left = residual(t.in, t.out.x);
          t.at_most(frobenius_norm(multiply(transpose(t.in.a), left)),
                    (t.in.rcond * (size + e) + e) * frobenius_norm(left) + (size + e) * (d + 3 * e * frobenius_norm(t.out.x) + underflow), "‖Aᵀ(B − AX̂)‖_F");
        });

}  // namespace
}  // namespace etalon::verify
