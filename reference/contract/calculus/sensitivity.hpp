#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// How small changes of x change f: ‖J‖, and the relative condition of each output.
struct Sensitivity : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { T norm{}; Tensor<T> condition; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    // The Jacobian's; squares, a sum of mn of them and a root; a product, a sum of n and a quotient.
    return std::tuple{out::textbook<&Out<T>::norm>({}, roundings + m * n + 2, "C9", "‖J‖, Frobenius' norm"),
                      out::textbook<&Out<T>::condition>({m}, roundings + n + 3, "C9", "Σⱼ |xⱼ·∂fᵢ/∂xⱼ|/|fᵢ|: relative change of an output over that of the variables")};
  }
  static Statement statement() {
    return {.name = "calculus.sensitivity",
            .summary = "‖J‖ and κᵢ = Σⱼ |xⱼ·∂fᵢ/∂xⱼ|/|fᵢ|, the relative condition number of each output at x",
            .clauses = clauses({{"C5", ClauseKind::precondition, "no output is 0 at x: relative to it every change is infinite"},
                                {"C6", ClauseKind::law, "a power xᵏ has condition |k|, a product of two variables 2, whatever x"},
                                {"C7", ClauseKind::law, "‖J‖² = Σ (∂fᵢ/∂xⱼ)²; κ does not change with the unit of f"},
                                {"C9", ClauseKind::error, "textbook, uses + 6, and the sums: mn + 2 and n + 3"}}),
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.6; Trefethen and Bau, Numerical Linear Algebra (1997), lecture 12",
            .no_derivative = "its derivatives are second ones, and |·| has kinks",
            .aliases = {"relative_condition_number"}};
  }
};

inline constexpr Function<Sensitivity> sensitivity;

}  // namespace etalon::contract::calculus
