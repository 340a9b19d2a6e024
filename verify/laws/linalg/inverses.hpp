#pragma once
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/trial/checks.hpp"

/// What the gradients of linalg.inverse and linalg.tensorinv share.
namespace etalon::verify {

/// ‖Ā̂ − Ā‖_F for Ā = −XᵀX̄Xᵀ with X̂ by elimination: AX̂ = I + R, or X̂A is, and ‖R‖_F ≤ γ‖L‖_F‖U‖_F‖X̂‖_F, so that ρ = ρ₀/(1 − ρ₀) bounds
/// it. By columns X̂ = X + XR: ‖RᵀĀ‖ + ‖XᵀX̄(RᵀXᵀ + RᵀXᵀR)‖; by rows X̄Xᵀ takes the place of XᵀX̄. Two products of n terms follow.
inline void require_inverse_gradient(Checks& t, const Matrix& x, const Matrix& cotangent, const Matrix& exact, const Matrix& computed, const Interval& omega,
                                     const Interval& u, const Interval& eta) {
  const Interval n = x.shape[0], c = 3 * n + 2;
  const auto unit = gamma(c, u);
  if (!unit) return t.says_nothing("c·u ≥ 1");
  if (x.size() == 0) return t.says_nothing("the matrix has no entries");
  const Precision precision(residual_bits);
  const Interval size = frobenius_norm(x), first = *unit * n * (n + 1) / 2 * omega * size + c * square(n) * (1 + omega) * eta;
  if (!(first < 1).certainly()) return t.says_nothing("ρ₀ ≥ 1");
  const Interval rho = first / (1 - first), given = frobenius_norm(cotangent);
  const Interval largest = Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{x})->sigma.data.front();
  const Interval once = max(frobenius_norm(multiply(transpose(x), cotangent)), frobenius_norm(multiply(cotangent, transpose(x))));
  const Interval rounding = *gamma(2 * n + 1, u) * square((1 + rho) * size) * given + square(n) * (1 + size) * eta;
  t.at_most(frobenius_norm(subtract(computed, exact)), rho * frobenius_norm(exact) + rho * (1 + rho) * once * largest + rounding, "‖Ā̂ − Ā‖_F");
}

}  // namespace etalon::verify
