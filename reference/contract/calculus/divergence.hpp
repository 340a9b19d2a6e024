#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∇·f = tr J, of a function with as many outputs as variables.
struct Divergence : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { T divergence{}; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    // The Jacobian's, and the sum of n of its entries.
    return std::tuple{out::textbook<&Out<T>::divergence>({}, roundings + n, "C9", "Σ ∂fᵢ/∂xᵢ")};
  }
  static Statement statement() {
    return {.name = "calculus.divergence",
            .summary = "∇·f = tr J = Σ ∂fᵢ/∂xᵢ at x",
            .clauses = clauses({{"C5", ClauseKind::precondition, square()},
                                {"C6", ClauseKind::law, "it is the trace of calculus.jacobian; that of a gradient field is the Laplacian; a rotation's is 0"},
                                {"C9", ClauseKind::error, "textbook, uses + 6 + n"}}),
            .source = source,
            .no_derivative = "its derivatives are second ones: calculus.hessian",
            .aliases = {"jacobian_trace"}};
  }
};

inline constexpr Function<Divergence> divergence;

}  // namespace etalon::contract::calculus
