#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∇²f·v, forward over reverse: the Hessian is never formed.
struct Hvp : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; Tensor<T> direction; };
  template <class T> struct Out { Tensor<T> product; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(),
                      in::data<&In<T>::direction>({n}, "v")};
  }
  template <class T> static auto outputs() {
    // Each slope has a derivative of its own on the path: twice as long.
    return std::tuple{out::textbook<&Out<T>::product>({n}, 2 * roundings, "C9", "∇²f·v")};
  }
  static Statement statement() {
    return {.name = "calculus.hvp",
            .summary = "∇²f·v at x, of a function with one output",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::domain, finite("direction")},
                                {"C7", ClauseKind::law, "symmetric: ⟨u, ∇²f·v⟩ = ⟨v, ∇²f·u⟩; it is calculus.hessian times v"},
                                {"C9", ClauseKind::error, "textbook, 2·uses + 12"}}),
            .source = source,
            .no_derivative = "third derivatives are calculus.hvp of a formula for ∇²f·v",
            .aliases = {"vhp", "hessian_vector_product"}};
  }
};

inline constexpr Function<Hvp> hvp;

}  // namespace etalon::contract::calculus
