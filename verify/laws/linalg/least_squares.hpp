#pragma once
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/trial/checks.hpp"

/// Errors of a least squares solution by reflections, whoever asks for it; γ = cu/(1 − cu) of the c that an operation counts.
namespace etalon::verify {

/// To as many digits as a bound needs.
inline Matrix singular_values(const Matrix& a) {
  const Precision precision(128);
  return Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{a})->sigma;
}

/// Wedin: ‖x̂ − x‖ ≤ κε/(1 − κε)·(2‖x‖ + (κ + 1)‖b − Ax‖/σ₁) + cκnη of each column, ε = √n·γ (Higham, Theorem 20.1).
inline void near_least_squares(Checks& t, const Matrix& a, const Matrix& b, const Matrix& given, const Matrix& truth, const Interval& c, const Interval& u, const Interval& eta) {
  const auto unit = gamma(c, u);
  if (!unit) return t.says_nothing("c·u ≥ 1");
  if (given.size() == 0) return t.says_nothing("nothing is asked for");
  const auto sigma = singular_values(a);
  const Precision precision(residual_bits);
  const Interval n = a.shape[1], first = sigma.data.front(), kappa = first / sigma.data.back(), epsilon = sqrt(n) * *unit;
  if (!(kappa * epsilon < 1).certainly()) return t.says_nothing("κ·ε ≥ 1");
  const Matrix residual = subtract(b, multiply(a, truth)), error = subtract(given, truth);
  for (std::int64_t j = 0; j < error.shape[1]; ++j)
    t.at_most(frobenius_norm(column(error, j)),
              kappa * epsilon / (1 - kappa * epsilon) * (2 * frobenius_norm(column(truth, j)) + (kappa + 1) * frobenius_norm(column(residual, j)) / first) + c * kappa * n * eta,
              "‖x̂ − x‖");
}

/// x̂ is the solution for some A + E and b + f: (A + E)ᵀ(b + f − (A + E)x̂) = 0 with ‖E‖_F ≤ α and ‖f‖ ≤ β; what underflows is off by η in
/// A, in b, and in x̂.
inline void solves_least_squares(Checks& t, const Matrix& a, const Matrix& b, const Matrix& given, const Interval& c, const Interval& u, const Interval& eta) {
  const auto unit = gamma(c, u);
  if (!unit) return t.says_nothing("c·u ≥ 1");
  const Precision precision(residual_bits);
  const Interval m = a.shape[0], n = a.shape[1], size = frobenius_norm(a), alpha = *unit * size + c * sqrt(m * n) * eta;
  const Matrix residual = subtract(b, multiply(a, given)), normal = multiply(transpose(a), residual);
  for (std::int64_t j = 0; j < normal.shape[1]; ++j) {
    const Interval beta = *unit * frobenius_norm(column(b, j)) + c * sqrt(m) * eta;
    t.at_most(frobenius_norm(column(normal, j)),
              alpha * frobenius_norm(column(residual, j)) + (size + alpha) * (beta + alpha * frobenius_norm(column(given, j)) + c * sqrt(n) * size * eta), "‖Aᵀ(b − Ax̂)‖");
  }
}

}  // namespace etalon::verify
