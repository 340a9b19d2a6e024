#pragma once
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/laws/linalg/squares.hpp"

/// What linalg.det and linalg.slogdet share: inputs, and how far off the determinant of computed factors may be.
namespace etalon::verify {

/// M = Π(σ_i + ε), which no |det(A + E)| with ‖E‖ ≤ ε exceeds; the same of A alone is |det A| = Π σ_i, and
/// |det(A + E) − det A| ≤ M − |det A| (Ipsen and Rehman, Theorem 2.12, whose sum this is). ε bounds ‖E‖_F ≤ γ‖|L||U|‖_F,
/// every entry of |L||U| at most nω, and what underflows.
inline std::optional<Interval> largest_determinant(const Matrix& a, const Interval& omega, const Interval& u, const Interval& eta) {
  const Interval n = a.shape[0];
  const auto unit = gamma(n + 1, u);
  if (!unit) return std::nullopt;
  const Interval epsilon = *unit * square(n) * omega + (n + 1) * n * (1 + omega) * eta;
  const Precision precision(128);
  Interval product = 1;
  const auto values = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{a});
  for (const Interval& sigma : values->sigma) product *= (sigma + epsilon).magnitude();
  return product;
}

/// 2n·max(0, log ω): with |log Π|, at least the sum of all |log u_kk|.
inline Interval logarithms(const Interval& n, const Interval& omega) { return omega > 1 ? 2 * n * log(omega) : Interval(0); }

/// Pivots whose product overflows or underflows on the way, though in the end it does neither: 2^e and 2^−e in pairs.
inline Tensor<double> wide_pivots(Draw& draw) {
  const std::int64_t pairs = draw.extent(2, 3), n = 2 * pairs, sign = draw.coin() ? 1 : -1;
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i) {
    const int exponent = static_cast<int>(sign) * (draw.format.max_exponent - 4) / 4 * 3;
    a(i, i) = std::ldexp(static_cast<double>(draw.integer(2, 3)), i < pairs ? exponent : -exponent);
    if (i + 1 < n) a(i, i + 1) = a(i, i) / 2;
  }
  return a;
}

inline Tensor<double> low_rank_integers(Draw& draw) {
  const std::int64_t n = draw.extent(2, 7), r = draw.extent(1, n - 1);
  const auto left = draw.integers({n, r}, -3, 3), right = draw.integers({r, n}, -3, 3);
  Tensor<double> a({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < r; ++k) a(i, j) += static_cast<double>(left(i, k) * right(k, j));
  return a;
}

}  // namespace etalon::verify
