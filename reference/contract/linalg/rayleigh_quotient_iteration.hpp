#pragma once
#include "reference/contract/linalg/inverse_iteration.hpp"

namespace etalon::contract::linalg {

/// x ← (A − r(x)I)⁻¹x, at length 1, with r(x) = xᵀAx/xᵀx.
struct RayleighQuotientIterationStep {
  template <class T> struct In { Tensor<T> a; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> next; };

  inline static const Count n{"n"};
  /// As linalg.inverse_iteration.step, and 4n + 8 for the shift.
  inline static const Count roundings = 3 * n * n * n + 5 * n + 16;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::data<&In<T>::x>({n}, "the state, of any length")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::next>({n}, roundings, "C7", "y/‖y‖ with (A − r(x)I)y = x")};
  }
  static Statement statement() {
    return {.name = "linalg.rayleigh_quotient_iteration.step",
            .summary = "y/‖y‖ with (A − rI)y = x and r = xᵀAx/xᵀx, one step of the Rayleigh quotient iteration",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x"})},
                        {"C2", ClauseKind::domain, is_not_zero("x")},
                        {"C3", ClauseKind::precondition, "A − rI is nonsingular, exactly; so x is no eigenvector"},
                        {"C4", ClauseKind::law, "(A − rI)·next is a positive multiple of x"},
                        {"C5", ClauseKind::law, "‖next‖ = 1"},
                        {"C6", ClauseKind::law, "A + βI takes the same step, αA the same with the sign of α"},
                        {"C7", ClauseKind::error, "backward: with w = (A − rI)·next, the part of w across x and the negative part along it are at most "
                                                  "c(2u·‖A‖_F + η) with c = 3n³ + 5n + 16. Close to an eigenvector that leaves the sign of next open"},
                        {"C8", ClauseKind::error, "|‖next‖ − 1| ≤ (n + 4)·u"}},
            .source = "Parlett, The Symmetric Eigenvalue Problem (1998), 4.6",
            .no_derivative = "a state update: one differentiates the eigenvector that it tends to, not the way there"};
  }
};

/// The Rayleigh quotient iteration.
struct RayleighQuotientIteration {
  template <class T> struct In { Tensor<T> a; Tensor<T> x0; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates; Tensor<T> rayleigh; };

  inline static const Count n{"n"}, steps{"steps"};
  static constexpr std::int64_t most_steps = 8;  // the exponents treble with every step

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::data<&In<T>::x0>({n}, "the start"),
                      in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, RayleighQuotientIterationStep::roundings, "C8",
                                    "x₀ as given, and the states after each step, of norm 1"),
                      out::stepwise<&Out<T>::rayleigh>({steps + 1}, 3 * n + 4, "C9", "xᵀAx/xᵀx of each")};
  }
  static Statement statement() {
    return {.name = "linalg.rayleigh_quotient_iteration",
            .summary = "xₖ₊₁ = y/‖y‖ with (A − rₖI)y = xₖ and rₖ = xₖᵀAxₖ/xₖᵀxₖ, from x₀",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x0"})},
                        {"C2", ClauseKind::domain, is_not_zero("x0")},
                        {"C3", ClauseKind::precondition, "A − rₖI is nonsingular for k < steps, exactly; so x₀ is no eigenvector"},
                        {"C4", ClauseKind::precondition, within("steps", 0, most_steps)},
                        {"C5", ClauseKind::law, "for a symmetric A the order is 3: in the plane tan ∠(xₖ₊₁, v) = −tan³ ∠(xₖ, v)"},
                        {"C6", ClauseKind::law, "for a matrix that is not normal the order is 2"},
                        {"C7", ClauseKind::law, "for a symmetric A the residuals ‖Axₖ − rₖxₖ‖/‖xₖ‖ never grow (Parlett and Kahan)"},
                        {"C8", ClauseKind::error, "each state is linalg.rayleigh_quotient_iteration.step from the one before it, as reported; the first is x₀"},
                        {"C9", ClauseKind::error, "each quotient is linalg.rayleigh_quotient of its state, as reported"}},
            .source = "Parlett, The Symmetric Eigenvalue Problem (1998), 4.6 to 4.9; Ostrowski, On the convergence of the Rayleigh quotient iteration (1958)",
            .no_derivative = "state updates: one differentiates the eigenvector that they tend to, not the way there"};
  }
};

inline constexpr Function<RayleighQuotientIterationStep> rayleigh_quotient_iteration_step;
inline constexpr Function<RayleighQuotientIteration> rayleigh_quotient_iteration;

}  // namespace etalon::contract::linalg
