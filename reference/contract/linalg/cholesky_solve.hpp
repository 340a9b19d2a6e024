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
                        {"C8", ClauseKind::precondition, finite("a"), "what stands above the diagonal is not read, but finite"},
                        {"C2", ClauseKind::domain, "A is positive definite: every leading minor is positive"},
                        {"C3", ClauseKind::law, "AX = B"},
                        {"C4", ClauseKind::law, "there is one such X: for B = AX₀ it is X₀"},
                        {"C5", ClauseKind::law, "the solution of DADy = Db is D⁻¹x for a positive diagonal D"},
                        {"C6", ClauseKind::law, "what stands above the diagonal of A changes nothing"},
                        {"C7", ClauseKind::error, "backward, for each column: |b − Ax|_i ≤ γ/(1 − γ)·√a_ii·Σ_j √a_jj|x_j| + cη(1 + √a_ii)(1 + Σ_j √a_jj), "
                                                  "γ = cu/(1 − cu), c = 3n + 3"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 10.3 and 10.4"};
  }
};

/// B̄ = A⁻¹X̄, and −B̄Xᵀ folded onto the lower triangle of A, which is what is read.
struct CholeskySolveVjp : Vjp<CholeskySolve> {
  template <class T> struct Out { Tensor<T> grad_a, grad_b; };

  template <class T> static auto outputs() {
    const Count n = CholeskySolve::n, k = CholeskySolve::k;
    // X and B̄ take 3n + 3 (linalg.cholesky_solve), and their T passes that on; a sum of k products, and s_ij + s_ji.
    return std::tuple{out::textbook<&Out<T>::grad_a>(3 * n + k + 4, "C5", "S + Sᵀ below the diagonal, S on it, 0 above; S = −B̄Xᵀ"),
                      out::textbook<&Out<T>::grad_b>(3 * n + 3, "C6", "A⁻¹X̄")};
  }
  static Statement statement() {
    return derivative({.summary = "B̄ = A⁻¹X̄ with X = A⁻¹B; Ā = S + Sᵀ below the diagonal, S on it and 0 above, S = −B̄Xᵀ",
                       .clauses = {{"C3", ClauseKind::law, "AB̄ = X̄"},
                                   {"C4", ClauseKind::law, "A(Ā + Āᵀ)A = −(X̄Bᵀ + BX̄ᵀ); Ā is 0 above the diagonal: an entry below it stands for two"},
                                   {"C5", ClauseKind::error, "to A: textbook, 3n + k + 4"},
                                   {"C6", ClauseKind::error, "to B: textbook, 3n + 3"}},
                       .source = "Giles, Collected matrix derivative results (2008), section 2.3; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 10.4"});
  }
};

inline constexpr Function<CholeskySolve> cholesky_solve;
inline constexpr Function<CholeskySolveVjp> cholesky_solve_vjp;

}  // namespace etalon::contract::linalg
