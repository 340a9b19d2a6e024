#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∇²f of a function with one output.
struct Hessian : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> hessian; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    // Each slope has a derivative of its own on the path: twice as long.
    return std::tuple{out::textbook<&Out<T>::hessian>({n, n}, 2 * roundings, "C9", "∂²f/∂xᵢ∂xⱼ")};
  }
  static Statement statement() {
    return {.name = "calculus.hessian",
            .summary = "∇²f = ∂²f/∂xᵢ∂xⱼ at x, of a function with one output",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::law, "symmetric"},
                                {"C7", ClauseKind::law, "it is the derivative of the gradient: its columns are calculus.hvp of unit vectors; a quadratic has a constant one"},
                                {"C9", ClauseKind::error, "textbook, 2·uses + 12"}}),
            .source = source,
            .no_derivative = "third derivatives are calculus.hessian of a formula for the gradient"};
  }
};

inline constexpr Function<Hessian> hessian;

}  // namespace etalon::contract::calculus
