#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// min ‖b − Ax‖.
struct Lstsq {
  template <class T> struct In { Tensor<T> a, b; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "of full column rank, m ≥ n"),
                      in::data<&In<T>::b>({m, k}, "k right sides, one in each column")};
  }
  template <class T> static auto outputs() {
    // n reflections of 4m + 20 roundings (linalg.qr) on the columns of A and b, and back substitution of n: the theorem's
    // 4n(m + 5) + n, and the same again for methods by two-sided reflections. All roundings of one sign, and E the worst for κ.
    return std::tuple{out::backward<&Out<T>::x>({n, k}, 8 * n * (m + 6), "C6", "the solutions, one in each column")};
  }
  // Within n³u of a smaller rank, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.lstsq",
            .summary = "the x with the least ‖b − Ax‖₂, for any number of right sides and an A of full column rank",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "b"})},
                        {"C2", ClauseKind::precondition, "the columns of A are independent; so m ≥ n"},
                        {"C3", ClauseKind::law, "Aᵀ(b − Ax) = 0"},
                        {"C4", ClauseKind::law, "for b = Ax₀ + r with Aᵀr = 0 it is x₀"},
                        {"C5", ClauseKind::law, "‖b‖² = ‖Ax‖² + ‖b − Ax‖² (Pythagoras)"},
                        {"C6", ClauseKind::error, "backward (Wedin): ‖x̂ − x‖ ≤ κε/(1 − κε)·(2‖x‖ + (κ + 1)‖b − Ax‖/σ₁) + cκnη for each column, ε = √n·γ, "
                                                  "γ = cu/(1 − cu), κ = σ₁/σ_n, c = 8n(m + 6); where κε < 1"},
                        {"C7", ClauseKind::error, "backward, for any κ: ‖Aᵀr‖ ≤ α‖r‖ + (‖A‖_F + α)(β + α‖x̂‖ + c√n·‖A‖_F·η) for r = b − Ax̂ of each column, "
                                                  "α = γ‖A‖_F + c√(mn)·η, β = γ‖b‖ + c√m·η"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 20.1 and 20.3"};
  }
};

/// With R = B − AX and W = (AᵀA)⁻¹X̄: B̄ = AW = A⁺ᵀX̄ and Ā = RWᵀ − B̄Xᵀ.
struct LstsqVjp : Vjp<Lstsq> {
  template <class T> struct Out { Tensor<T> grad_a, grad_b; };

  inline static const Count m{"m"}, n{"n"};
  // The columns of linalg.qr, 8n(m + 5), and two substitutions: less than the solution's 8n(m + 6).
  inline static const Count c = 8 * n * (m + 6);

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::grad_a>(c, "C6", "Ā = RWᵀ − B̄Xᵀ"), out::backward<&Out<T>::grad_b>(c, "C5", "B̄ = A⁺ᵀX̄")};
  }
  static Statement statement() {
    return derivative({.summary = "B̄ = A⁺ᵀX̄ and Ā = RWᵀ − B̄Xᵀ with R = B − AX, W = (AᵀA)⁻¹X̄",
                       .clauses = {{"C3", ClauseKind::law, "AᵀB̄ = X̄, and B̄ lies in the range of A: what is orthogonal to that moves no solution"},
                                   {"C4", ClauseKind::law, "⟨B̄, B⟩ = ⟨X̄, X⟩ = −⟨Ā, A⟩: X is linear in B, and of degree −1 in A"},
                                   {"C5", ClauseKind::error, "backward: δ_B = 3θ‖B̄‖ + c(κ + 1)nη bounds ‖B̄̂ − B̄‖_F, θ = κε/(1 − κε), ε = √n·γ, γ = cu/(1 − cu), κ = σ₁/σ_n, "
                                                             "c = 8n(m + 6); where κε < 1"},
                                   {"C6", ClauseKind::error,
                                    "backward: ‖Ā̂ − Ā‖_F ≤ (‖R‖ + δ_R)δ_W + δ_R‖W‖ + (‖B̄‖ + δ_B)δ_X + δ_B‖X‖ and k + 3 roundings of the products, with the errors "
                                    "δ_X = θ(2‖X‖ + (κ + 1)‖R‖/σ₁) + cκnη, δ_R = σ₁δ_X + (n + 2)u(‖B‖ + ‖A‖(‖X‖ + δ_X)), δ_W = 4θ‖B̄‖/σ_n + c(κ + 1)n(1 + 1/σ_n)η"},
                                   {"C7", ClauseKind::error, "backward, for any κ: ‖Aᵀb̄̂ − x̄‖ ≤ (γ‖A‖_F + c√(mn)·η)‖b̄̂‖ + c√m(1 + ‖A‖_F)η for each column"}},
                       .source = "Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares problems whose variables separate, SIAM J. "
                                 "Numer. Anal. 10 (1973); Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 20.1, 20.3 and 21.4"});
  }
};

inline constexpr Function<Lstsq> lstsq;
inline constexpr Function<LstsqVjp> lstsq_vjp;

}  // namespace etalon::contract::linalg
