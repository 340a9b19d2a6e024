#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The step of Gauss and Newton towards the least ½‖r(x)‖².
struct GaussNewton {
  template <class T> struct In { Tensor<T> j, r; };
  template <class T> struct Out { Tensor<T> p; };

  inline static const Count m{"m"}, n{"n"};
  inline static const Count c = 8 * n * (m + 6);

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::j>({m, n}, "the Jacobian of the residuals, of full column rank, m ≥ n"), in::data<&In<T>::r>({m}, "the residuals")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::p>({n}, c, "C6", "the step")};  // as linalg.lstsq
  }
  // Within n³u of a smaller rank, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.gauss_newton",
            .summary = "the p with the least ‖Jp + r‖₂: −(JᵀJ)⁻¹Jᵀr, by QR",
            .clauses = {{"C1", ClauseKind::domain, finite({"j", "r"})},
                        {"C2", ClauseKind::precondition, "the columns of J are independent; so m ≥ n"},
                        {"C3", ClauseKind::law, "Jᵀ(Jp + r) = 0"},
                        {"C4", ClauseKind::law, "one step from anywhere solves linear residuals: r = J(x − x₀) has p = x₀ − x"},
                        {"C5", ClauseKind::law, "it descends: (Jᵀr)ᵀp = −‖Jp‖²; in the coordinates of x = Az the step is A⁻¹p"},
                        {"C6", ClauseKind::error, "backward, linalg.lstsq's C6 (Wedin) for A = J and b = −r, c = 8n(m + 6); where κε < 1"},
                        {"C7", ClauseKind::error, "backward, for any κ: linalg.lstsq's C7"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), section 10.3; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 20.1 and 20.3",
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to"};
  }
};

inline constexpr Function<GaussNewton> gauss_newton;

}  // namespace etalon::contract::optimization
