#pragma once
#include "reference/contract/linalg/rayleigh_quotient.hpp"

namespace etalon::contract::linalg {

/// x ← (A − σI)⁻¹x, at length 1.
struct InverseIterationStep {
  template <class T> struct In { Tensor<T> a; T shift; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> next; };

  inline static const Count n{"n"};
  /// Elimination with partial pivoting solves (A − σI + E)y = x with |E| ≤ 3n·u·|L||U|, and ‖|L||U|‖ is at most n² times ‖A − σI‖ where
  /// the pivots grow by no more than n, beyond which only contrived matrices take them (Higham, Theorem 9.4 and 9.4). A − σI and
  /// the length add n + 8.
  inline static const Count roundings = 3 * n * n * n + n + 8;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::exact<&In<T>::shift>({}, "σ, no eigenvalue of A"),
                      in::data<&In<T>::x>({n}, "the state, of any length")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::next>({n}, roundings, "C7", "y/‖y‖ with (A − σI)y = x")};
  }
  static Statement statement() {
    return {.name = "linalg.inverse_iteration.step",
            .summary = "y/‖y‖ with (A − σI)y = x, one step of the inverse iteration",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "shift", "x"})},
                        {"C2", ClauseKind::domain, is_not_zero("x")},
                        {"C3", ClauseKind::precondition, "A − σI is nonsingular, exactly"},
                        {"C4", ClauseKind::law, "(A − σI)·next is a positive multiple of x"},
                        {"C5", ClauseKind::law, "‖next‖ = 1"},
                        {"C6", ClauseKind::law, "an eigenvector for λ > σ keeps its direction, for λ < σ it changes sign"},
                        {"C7", ClauseKind::error, "backward: with w = (A − σI)·next, the part of w across x and the negative part along it are at most "
                                                  "c(u·(‖A‖_F + |σ|) + η) with c = 3n³ + n + 8"},
                        {"C8", ClauseKind::error, "|‖next‖ − 1| ≤ (n + 4)·u"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.6.1; Ipsen, Computing an eigenvector with inverse iteration, SIAM Review 39 (1997)",
            .no_derivative = "a state update: one differentiates the eigenvector that it tends to, not the way there"};
  }
};

/// The inverse iteration with a fixed shift, and the Rayleigh quotients.
struct InverseIteration {
  template <class T> struct In { Tensor<T> a; T shift; Tensor<T> x0; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates; Tensor<T> rayleigh; };

  inline static const Count n{"n"}, steps{"steps"};
  static constexpr std::int64_t most_steps = 1000;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::exact<&In<T>::shift>({}, "σ, no eigenvalue of A"),
                      in::data<&In<T>::x0>({n}, "the start"), in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, InverseIterationStep::roundings, "C8", "x₀ as given, and the states after each step, of norm 1"),
                      out::stepwise<&Out<T>::rayleigh>({steps + 1}, 3 * n + 4, "C9", "xᵀAx/xᵀx of each")};
  }
  static Statement statement() {
    return {.name = "linalg.inverse_iteration",
            .summary = "xₖ₊₁ = y/‖y‖ with (A − σI)y = xₖ from x₀, and the Rayleigh quotients xₖᵀAxₖ/xₖᵀxₖ",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "shift", "x0"})},
                        {"C2", ClauseKind::domain, is_not_zero("x0")},
                        {"C3", ClauseKind::precondition, "A − σI is nonsingular, exactly"},
                        {"C4", ClauseKind::precondition, within("steps", 0, most_steps)},
                        {"C5", ClauseKind::law, "it is the power iteration of (A − σI)⁻¹: A·xₖ₊₁ − σxₖ₊₁ is a positive multiple of xₖ"},
                        {"C6", ClauseKind::law, "for a symmetric A the quotients tend to the eigenvalue nearest to σ"},
                        {"C7", ClauseKind::law, "in the plane, the tangent of the angle to v₁ is multiplied by (λ₁ − σ)/(λ₂ − σ) in every step"},
                        {"C8", ClauseKind::error, "each state is linalg.inverse_iteration.step from the one before it, as reported; the first is x₀"},
                        {"C9", ClauseKind::error, "each quotient is linalg.rayleigh_quotient of its state, as reported"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.6.1 and 8.2.2; Ipsen, Computing an eigenvector with inverse iteration, SIAM Review 39 (1997)",
            .no_derivative = "state updates: one differentiates the eigenvector that they tend to, not the way there"};
  }
};

inline constexpr Function<InverseIterationStep> inverse_iteration_step;
inline constexpr Function<InverseIteration> inverse_iteration;

}  // namespace etalon::contract::linalg
