#pragma once
#include "verify/algebra/residual.hpp"
#include "verify/trial/checks.hpp"

/// Backward errors of the solution of a system, whoever asks for it.
namespace etalon::verify {

/// AX = B by Cholesky's factor of the symmetric A: Higham, Theorem 10.4, with Cauchy and Schwarz: (|L||Lᵀ|)_ij ≤ √a_ii·√a_jj/(1 − γ).
/// What underflows in L, in x or in the solution of Ly = b is off by η; L, whose rows have the norms √a_ii, or A multiply it.
inline void solves_by_cholesky(Checks& t, const Matrix& a, const Matrix& b, const Matrix& x, const Interval& u, const Interval& eta) {
  const Interval n = a.shape[0], c = 3 * n + 3;
  const auto unit = gamma(c, u);
  if (!unit || !(*unit < 1).certainly()) return t.says_nothing("γ ≥ 1");
  const Precision precision(residual_bits);
  const Matrix residual = subtract(b, multiply(a, x));
  Matrix root({a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i) root[i] = sqrt(a(i, i));
  for (std::int64_t j = 0; j < residual.shape[1]; ++j) {
    Interval size = 0;
    for (std::int64_t i = 0; i < residual.shape[0]; ++i) size += root[i] * abs(x(i, j));
    for (std::int64_t i = 0; i < residual.shape[0]; ++i)
      t.at_most(abs(residual(i, j)), *unit / (1 - *unit) * root[i] * size + c * eta * (1 + root[i]) * (1 + one_norm(root)), "|b − Ax|");
  }
}

/// AX = B by elimination with partial pivoting, which meets no |u_ij| above ω: Higham, Theorem 9.4, with
/// (|L||U||x|)_i ≤ Σ_k Σ_{j≥k} |u_kj||x_j|, as |l_ij| ≤ 1. What underflows in x or in the solution of Ly = b is off by η, and A, L or U
/// multiply it.
inline void solves_by_elimination(Checks& t, const Matrix& a, const Matrix& b, const Matrix& x, const Interval& omega, const Interval& u, const Interval& eta) {
  const Interval n = a.shape[0], c = 3 * n + 2;
  const auto unit = gamma(c, u);
  if (!unit) return t.says_nothing("c·u ≥ 1");
  const Precision precision(residual_bits);
  const Matrix residual = subtract(b, multiply(a, x));
  for (std::int64_t j = 0; j < residual.shape[1]; ++j)
    t.at_most(max_norm(column(residual, j)), *unit * n * omega * one_norm(column(x, j)) + c * n * (1 + omega) * eta, "|b − Ax|");
}

}  // namespace etalon::verify
