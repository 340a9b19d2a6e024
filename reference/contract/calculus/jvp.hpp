#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// J·v, by one pass forward.
struct Jvp : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; Tensor<T> direction; };
  template <class T> struct Out { Tensor<T> product; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(),
                      in::data<&In<T>::direction>({n}, "v")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::textbook<&Out<T>::product>({m}, roundings, "C9", "J·v")};
  }
  static Statement statement() {
    return {.name = "calculus.jvp",
            .summary = "J·v, the derivative of f at x in the direction v",
            .clauses = clauses({{"C5", ClauseKind::domain, finite("direction")},
                                {"C6", ClauseKind::law, "adjoint to calculus.vjp: ⟨w, Jv⟩ = ⟨Jᵀw, v⟩; linear in v"},
                                {"C9", ClauseKind::error, "textbook, uses + 6: a step that is used most, and what a slope may take"}}),
            .source = source,
            .no_derivative = "its derivatives are second ones: calculus.hvp",
            .aliases = {"pushforward", "forward_ad"}};
  }
};

inline constexpr Function<Jvp> jvp;

}  // namespace etalon::contract::calculus
