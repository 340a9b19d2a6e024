#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// κ₂(A) = σ₁/σ_k, k = min(m, n).
struct ConditionNumber {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T kappa; };

  inline static const Count m{"m", 1}, n{"n", 1}, k{"k"};
  inline static const Count c = 2 * m * n + 18 * k + 2;  // both values as by linalg.svdvals, and their quotient

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")}; }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::kappa>({}, c, "C7", "κ₂(A); +∞ when the rank is below min(m, n)")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Statement statement() {
    return {.name = "linalg.condition_number",
            .summary = "κ₂(A) = σ₁/σ_k ≥ 1, k = min(m, n): how much a relative change of A or b can grow in the solution of Ax = b; "
                       "+∞ for a matrix of lower rank, the zero matrix included",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "κ ≥ 1, and κ is finite exactly when A has full rank; computed, κ̂ ≥ 1/(1 + cu)"},
                        {"C3", ClauseKind::law, "κ(Aᵀ) = κ(αA) = κ(A) for α ≠ 0"},
                        {"C4", ClauseKind::law, "κ(AᵀA) = κ(A)² for m ≥ n"},
                        {"C5", ClauseKind::law, "a column less is no worse: κ(A′) ≤ κ(A) for m ≥ n"},
                        {"C6", ClauseKind::law, "1/κ is the relative distance to the nearest matrix of lower rank: σ₁/κ = min ‖E‖₂ with A + E deficient"},
                        {"C7", ClauseKind::error, "backward: |σ_k − σ₁/κ̂| ≤ c(u·σ₁ + η)(1 + 1/κ̂) with c = 2mn + 18k + 2: κ̂ belongs to a matrix A + E with such an E, so that "
                                                  "beyond 1/(cu) any large number, or +∞, will do"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.6; Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 6",
            .no_derivative = "a quotient of singular values: linalg.svdvals.vjp with the cotangents 1/σ_k and −σ₁/σ_k² gives it where there is one"};
  }
};

inline constexpr Function<ConditionNumber> condition_number;

}  // namespace etalon::contract::linalg
