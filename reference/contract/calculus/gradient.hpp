#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∇f of a function with one output.
struct Gradient : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> gradient; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::textbook<&Out<T>::gradient>({n}, roundings, "C9", "∂f/∂xⱼ")};
  }
  static Statement statement() {
    return {.name = "calculus.gradient",
            .summary = "∇f = ∂f/∂xⱼ at x, of a function with one output",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::law, "it is the Jacobian's only row, of either mode"},
                                {"C7", ClauseKind::law, "∇(f²/2) = f∇f"},
                                {"C9", ClauseKind::error, "textbook, uses + 6: a step that is used most, and what a slope may take"}}),
            .source = source,
            .no_derivative = "its derivative is calculus.hessian",
            .aliases = {"grad", "value_and_grad"}};
  }
};

inline constexpr Function<Gradient> gradient;

}  // namespace etalon::contract::calculus
