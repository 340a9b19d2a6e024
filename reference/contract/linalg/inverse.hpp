#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A⁻¹.
struct Inverse {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> x; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "a nonsingular matrix")};
  }
  template <class T> static auto outputs() {
    // Of elimination and of two triangular systems, n each (Higham, Theorem 9.4); the reciprocals of pivots, 2.
    return std::tuple{out::backward<&Out<T>::x>({n, n}, 3 * n + 2, "C5", "the inverse"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  // Within n³u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "linalg.inverse",
            .summary = "the X with AX = XA = I, by PA = LU with partial pivoting",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::domain, "A is not singular"},
                        {"C3", ClauseKind::law, "AX = XA = I"},
                        {"C4", ClauseKind::law, "the inverse of Aᵀ is Xᵀ, that of DA is XD⁻¹"},
                        {"C5", ClauseKind::error, "backward, of columns or of rows: |AX − I| ≤ γn²ω·max |x_ij| + cn²(1 + ω)η or |XA − I| is, "
                                                  "γ = cu/(1 − cu), c = 3n + 2: no method makes both residuals small"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), section 14.3"};
  }
};

/// Ā = −XᵀX̄Xᵀ: the cotangent of A for the cotangent X̄ of X = A⁻¹.
struct InverseVjp : Vjp<Inverse> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // X is within 3n + 2 of its own T (linalg.inverse); the two products, in either order, sum n terms each.
    return std::tuple{out::textbook<&Out<T>::grad_a>(5 * Inverse::n + 2, "C4", "−XᵀX̄Xᵀ")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = −XᵀX̄Xᵀ with X = A⁻¹",
                       .clauses = {{"C3", ClauseKind::law, "AᵀĀAᵀ = −X̄"},
                                   {"C4", ClauseKind::error, "textbook, 5n + 2: the inverse by elimination, and two products in either order"},
                                   {"C5", ClauseKind::error, "backward: ‖Ā̂ − Ā‖_F ≤ ρ‖Ā‖_F + ρ(1 + ρ)‖X‖₂·max(‖XᵀX̄‖_F, ‖X̄Xᵀ‖_F) + γ₂((1 + ρ)‖X‖_F)²‖X̄‖_F + n²(1 + ‖X‖_F)η "
                                                             "with ρ = ρ₀/(1 − ρ₀), ρ₀ = γωn(n + 1)/2·‖X‖_F + cn²(1 + ω)η < 1, γ = cu/(1 − cu), c = 3n + 2, and γ₂ of 2n + 1"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), section 2.2; Higham, Accuracy and Stability of Numerical Algorithms (2002), section 14.3"});
  }
};

inline constexpr Function<Inverse> inverse;
inline constexpr Function<InverseVjp> inverse_vjp;

}  // namespace etalon::contract::linalg
