#pragma once
#include "verify/generate/matrices.hpp"
#include "verify/algebra/residual.hpp"

/// What the factorizations with orthonormal columns share.
namespace etalon::verify {

/// Any m×n of full rank around the sizes of LAPACK's blocks; without 128, where the proofs take seconds.
inline Tensor<double> block_sized(Draw& draw, gen::Matrices::Shape shape) {
  const std::int64_t center = draw.integer(0, 3) > 0 ? 32 : 64, m = draw.extent(center - 1, center + 1), n = draw.extent(center - 1, center + 1);
  const bool tall = shape == gen::Matrices::tall;
  return gen::any_spectrum(draw, tall ? std::max(m, n) : m, tall ? std::min(m, n) : n, {.shape = shape, .full_rank = true});
}

inline void upper_triangular(Checks& t, const Matrix& r) {
  for (std::int64_t i = 0; i < r.shape[0]; ++i)
    for (std::int64_t j = 0; j < std::min(i, r.shape[1]); ++j) t.holds(r(i, j).is_zero(), "R is 0 below its diagonal");
}

/// A = QR and QᵀQ = I, exactly.
inline void is_factorization(Checks& t, const Matrix& a, const Matrix& q, const Matrix& r) {
  const Matrix product = multiply(q, r), gram = multiply(transpose(q), q), one = identity(gram.shape[0]);
  for (std::int64_t j = 0; j < a.shape[1]; ++j)
    for (std::int64_t i = 0; i < a.shape[0]; ++i) t.equal_within(product(i, j), a(i, j), frobenius_norm(column(a, j)), "(QR)_ij");
  for (std::size_t i = 0; i < one.size(); ++i) t.equal_within(gram[i], one[i], 1, "QᵀQ");
}

/// ‖a_j − Qr_j‖ ≤ √w(γ‖a_j‖ + cη) and ‖QᵀQ − I‖_F ≤ √w·γ, w the columns of Q. Higham, Theorem 19.4: R̂ is the factor of
/// A + ΔA with an exact Q, ‖Δa_j‖ ≤ ½γ‖a_j‖, and ‖Q̂ − Q‖_F ≤ ½√w·γ.
inline void small_residuals(Checks& t, const Matrix& a, const Matrix& q, const Matrix& r, const Interval& c, const Interval& u, const Interval& eta) {
  const auto unit = gamma(c, u);
  if (!unit) return t.says_nothing("c·u ≥ 1");
  if (q.shape[1] == 0) return t.says_nothing("Q has no columns");
  const Precision precision(residual_bits);
  const Interval root = sqrt(Interval(q.shape[1]));
  const Matrix residual = subtract(a, multiply(q, r));
  for (std::int64_t j = 0; j < a.shape[1]; ++j)
    t.at_most(frobenius_norm(column(residual, j)), root * (*unit * frobenius_norm(column(a, j)) + c * eta), "‖a_j − Qr_j‖");
  t.at_most(frobenius_norm(subtract(multiply(transpose(q), q), identity(q.shape[1]))), root * *unit, "‖QᵀQ − I‖");
}

}  // namespace etalon::verify
