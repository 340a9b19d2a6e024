#pragma once
#include "reference/contract/linalg/rayleigh_quotient.hpp"

namespace etalon::contract::linalg {

/// x ← Ax/‖Ax‖.
struct PowerIterationStep {
  template <class T> struct In { Tensor<T> a; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::data<&In<T>::x>({n}, "the state, of any length")};
  }
  template <class T> static auto outputs() {
    // Each entry of Ax is a sum of n products, rounded as if the a_ij were off by n last bits; B holds their slopes. The norm adds
    // n/2 + 1 roundings, the division and a scaling 2.
    return std::tuple{out::inherent<&Out<T>::next>({n}, n + 4, "C6", "Ax/‖Ax‖")};
  }
  static Statement statement() {
    return {.name = "linalg.power_iteration.step",
            .summary = "Ax/‖Ax‖, one step of the power iteration",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x"})},
                        {"C2", ClauseKind::domain, "Ax ≠ 0, exactly"},
                        {"C3", ClauseKind::law, "‖next‖ = 1"},
                        {"C4", ClauseKind::law, "the lengths of A and x change nothing; −A changes the sign"},
                        {"C5", ClauseKind::law, "an eigenvector for λ > 0 keeps its direction, for λ < 0 it changes sign"},
                        {"C6", ClauseKind::error, "inherent, n + 4"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.3.1",
            .no_derivative = "a state update: one differentiates the eigenvector that it tends to, not the way there"};
  }
};

/// The power iteration and its Rayleigh quotients.
struct PowerIteration {
  template <class T> struct In { Tensor<T> a; Tensor<T> x0; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates; Tensor<T> rayleigh; };

  inline static const Count n{"n"}, steps{"steps"};
  static constexpr std::int64_t most_steps = 1000;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix"), in::data<&In<T>::x0>({n}, "the start"),
                      in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, n + 4, "C7", "x₀ as given, and the states after each step, of norm 1"),
                      out::stepwise<&Out<T>::rayleigh>({steps + 1}, 3 * n + 4, "C8", "xᵀAx/xᵀx of each")};
  }
  static Statement statement() {
    return {.name = "linalg.power_iteration",
            .summary = "xₖ₊₁ = Axₖ/‖Axₖ‖ from x₀, and the Rayleigh quotients xₖᵀAxₖ/xₖᵀxₖ",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x0"})},
                        {"C2", ClauseKind::domain, "Aᵏx₀ ≠ 0 for k ≤ steps, exactly, and x₀ ≠ 0"},
                        {"C3", ClauseKind::precondition, within("steps", 0, most_steps)},
                        {"C4", ClauseKind::law, "the state after k steps is Aᵏx₀/‖Aᵏx₀‖"},
                        {"C5", ClauseKind::law, "for a symmetric A with |λ₁| > |λ₂| the tangent of the angle to v₁ shrinks by |λ₂/λ₁| in the limit: in the plane by "
                                                "exactly that in every step"},
                        {"C6", ClauseKind::law, "for a symmetric A the error of the Rayleigh quotient shrinks by (λ₂/λ₁)²; every quotient lies between the extreme eigenvalues"},
                        {"C7", ClauseKind::error, "each state is linalg.power_iteration.step from the one before it, as reported; the first is x₀"},
                        {"C8", ClauseKind::error, "each quotient is linalg.rayleigh_quotient of its state, as reported"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.3.1 and 8.2.1; Parlett, The Symmetric Eigenvalue Problem (1998), 4.2",
            .no_derivative = "state updates: one differentiates the eigenvector that they tend to, not the way there"};
  }
};

inline constexpr Function<PowerIterationStep> power_iteration_step;
inline constexpr Function<PowerIteration> power_iteration;

}  // namespace etalon::contract::linalg
