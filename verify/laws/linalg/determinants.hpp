#pragma once
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/laws/linalg/squares.hpp"

/// What linalg.det and linalg.slogdet share: inputs, and how far off the determinant of computed factors may be.
namespace etalon::verify {

/// What |det(A + E)| can be for ‖E‖_F ≤ ε.
struct Determinants {
  Interval most;   ///< M = Π(σ_i + ε): nor does |det(A + E) − det A| exceed M − |det A| (Ipsen and Rehman, Theorem 2.12, whose sum this is)
  Interval least;  ///< 1 − μ ≤ det(A + E)/det A ≤ 1/(1 − μ), or 0 where μ ≥ 1
};

/// det(A + E) = det A·det(I + X) with ‖X‖_F ≤ ‖A⁻¹‖_F·ε = μ, and |log det(I + X)| ≤ Σ|tr Xᵏ|/k ≤ Σ μᵏ/k = −log(1 − μ).
/// ‖E‖_F ≤ γ‖|L||U|‖_F ≤ γ‖L‖_F‖U‖_F, triangles of entries up to 1 and ω; and what underflows.
inline std::optional<Determinants> determinants_near(const Matrix& a, const Interval& omega, const Interval& u, const Interval& eta) {
  const Interval n = a.shape[0];
  const auto unit = gamma(n + 1, u);
  if (!unit) return std::nullopt;
  const Interval epsilon = *unit * n * (n + 1) / 2 * omega + (n + 1) * n * (1 + omega) * eta;
  const Precision precision(128);
  Determinants near{1, 0};
  Interval reciprocals = 0;
  const auto values = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{a});
  for (const Interval& sigma : values->sigma) {
    near.most *= (sigma + epsilon).magnitude();
    reciprocals += square(1 / sigma);
  }
  const Interval mu = sqrt(reciprocals) * epsilon;
  if ((mu < 1).certainly()) near.least = (1 - mu).mignitude();
  return near;
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

/// With a condition up to `reach(n)`/u, but no less than 2.
inline Tensor<double> block_of_condition(Draw& draw, std::int64_t n, double (*reach)(double n)) {
  const double most = std::max(2.0, reach(static_cast<double>(n)) / draw.format.unit_roundoff());
  const double condition = draw.one_of({2.0, std::sqrt(most), most});
  return gen::matrix_with_spectrum(draw, n, n, gen::spectrum(draw, static_cast<gen::Spectrum>(draw.integer(0, 5)), n, condition));
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
