#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// J = ∂fᵢ/∂xⱼ: a row for each output, a column for each variable.
struct Jacobian : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> jacobian; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::textbook<&Out<T>::jacobian>({m, n}, roundings, "C9", "∂fᵢ/∂xⱼ")};
  }
  static Statement statement() {
    return {.name = "calculus.jacobian",
            .summary = "J = ∂fᵢ/∂xⱼ at x, outputs × variables, of a formula or a named function",
            .clauses = clauses({{"C5", ClauseKind::law, "both modes agree to all digits: a pass forward for each variable, a sweep for each output"},
                                {"C6", ClauseKind::law, "linear: the Jacobian of [2f, 3f] is 2J above 3J"},
                                {"C9", ClauseKind::error, "textbook, uses + 6: a step that is used most, and what a slope may take"}}),
            .source = source,
            .no_derivative = "its derivatives are second ones: calculus.hessian and calculus.hvp",
            .aliases = {"jacfwd", "jacrev", "jacobian"}};
  }
};

inline constexpr Function<Jacobian> jacobian;

}  // namespace etalon::contract::calculus
