#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// AX = B.
struct LuSolve {
  template <class T> struct In { Tensor<T> a, b; };
  template <class T> struct Out { Tensor<T> x; T omega{}; };

  inline static const Count n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "a nonsingular matrix"),
                      in::data<&In<T>::b>({n, k}, "k right sides, one in each column")};
  }
  template <class T> static auto outputs() {
    // Of elimination, of forward and of back substitution, n each (Higham, Theorem 9.4); the reciprocals of pivots, 2.
    return std::tuple{out::backward<&Out<T>::x>({n, k}, 3 * n + 2, "C6", "the solutions, one in each column"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  // Within n³u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.lu_solve",
            .summary = "the X with AX = B, for any number of right sides, by PA = LU with partial pivoting",
            .clauses = {{"C1", ClauseKind::domain, finite("a") && finite("b"), "every entry of A and B is finite"},
                        {"C2", ClauseKind::domain, "A is not singular"},
                        {"C3", ClauseKind::law, "AX = B"},
                        {"C4", ClauseKind::law, "there is one such X: for B = AX₀ it is X₀"},
                        {"C5", ClauseKind::law, "−3B has −3X; equations scaled or exchanged have the same X"},
                        {"C6", ClauseKind::error, "backward, for each column: |b − Ax|_i ≤ γ·n·ω·Σ|x_j| + cn(1 + ω)η, γ = cu/(1 − cu), c = 3n + 2; "
                                                  "n·ω bounds |L||U|, as ρ_n·max |a_ij| does"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 9.4 and 9.5"};
  }
};

/// B̄ = A⁻ᵀX̄ and Ā = −B̄Xᵀ: the cotangents of A and B for the cotangent X̄ of X = A⁻¹B.
struct LuSolveVjp : Vjp<LuSolve> {
  template <class T> struct Out { Tensor<T> grad_a, grad_b; };

  template <class T> static auto outputs() {
    const Count n = LuSolve::n, k = LuSolve::k;
    // X and B̄ are within 3n + 2 of their own T (linalg.lu_solve); an entry of Ā is a sum of k products.
    return std::tuple{out::textbook<&Out<T>::grad_a>(3 * n + k + 2, "C5", "−B̄Xᵀ"), out::textbook<&Out<T>::grad_b>(3 * n + 2, "C6", "A⁻ᵀX̄")};
  }
  static Statement statement() {
    return derivative({.summary = "B̄ = A⁻ᵀX̄ and Ā = −B̄Xᵀ with X = A⁻¹B",
                       .clauses = {{"C3", ClauseKind::law, "AᵀB̄ = X̄"},
                                   {"C4", ClauseKind::law, "ĀAᵀ = −B̄Bᵀ"},
                                   {"C5", ClauseKind::error, "to A: textbook, 3n + k + 2"},
                                   {"C6", ClauseKind::error, "to B: textbook, 3n + 2"}},
                       .source = "Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008), section 2.3; "
                                 "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 9.4"});
  }
};

inline constexpr Function<LuSolve> lu_solve;
inline constexpr Function<LuSolveVjp> lu_solve_vjp;

}  // namespace etalon::contract::linalg
