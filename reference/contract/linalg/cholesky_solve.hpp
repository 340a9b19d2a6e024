#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// AX = B with a positive definite A.
struct CholeskySolve {
  template <class T> struct In { Tensor<T> a, b; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read"),
                      in::data<&In<T>::b>({n, k}, "k right sides, one in each column")};
  }
  template <class T> static auto outputs() {
    // Higham, Theorem 10.4: n + 1 for the factor, n for each substitution; the reciprocals of pivots, 2.
    return std::tuple{out::backward<&Out<T>::x>({n, k}, 3 * n + 3, "C7", "the solutions, one in each column")};
  }
  // Scaled to a unit diagonal and within n(n + 1)u of singular, rounding can decide C2 either way (Higham, Theorem 10.7):
  // the classes of inputs keep away from there, or let nothing round.
  static Statement statement() {
    return {.name = "linalg.cholesky_solve",
            .summary = "the X with AX = B, for a positive definite A and any number of right sides, by A = LLᵀ",
            .clauses = {{"C1", ClauseKind::domain, finite_lower_triangle("a") && finite("b")},
                        {"C2", ClauseKind::domain, "A is positive definite: every leading minor is positive; the refusal names the first that is not"},
                        {"C3", ClauseKind::law, "AX = B"},
                        {"C4", ClauseKind::law, "there is one such X: for B = AX₀ it is X₀"},
                        {"C5", ClauseKind::law, "the solution of DADy = Db is D⁻¹x for a positive diagonal D"},
                        {"C6", ClauseKind::law, "what stands above the diagonal of A changes nothing"},
                        {"C7", ClauseKind::error, "backward, for each column: |b − Ax|_i ≤ γ/(1 − γ)·√a_ii·Σ_j √a_jj|x_j| + cη(1 + √a_ii)(1 + Σ_j √a_jj), "
                                                  "γ = cu/(1 − cu), c = 3n + 3"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 10.3 and 10.4"};
  }
};

}  // namespace etalon::contract::linalg
