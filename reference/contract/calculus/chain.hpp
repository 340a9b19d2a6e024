#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// ∂(f∘g)/∂x = (∂f/∂y)(∂g/∂x) at y = g(x).
struct Chain : FunctionOfX {
  template <class T> struct In { std::string outer, inner; Tensor<T> x; };
  template <class T> struct Out { Tensor<T> jacobian; };

  inline static const Count k{"k"};  // outputs of the inner function
  template <class I> static SizeValues sizes(const I& in) {
    const SizeValues inner = sizes_of(in.inner, in.x.shape);
    const SizeValues outer = sizes_of(in.outer, {inner.at("m")});
    return {{"m", outer.at("m")}, {"k", inner.at("m")}, {"uses", inner.at("uses") + outer.at("uses")}};
  }

  static Complaint unreadable(const Inputs& in, std::size_t) {
    const auto inner = read_function(in.text("inner"), count_of(in.shape("x")));
    if (const auto* what = std::get_if<std::string>(&inner)) return "inner: " + *what;
    const auto outer = read_function(in.text("outer"), std::get<Formula>(inner).outputs_count());
    if (const auto* what = std::get_if<std::string>(&outer)) return "outer: " + *what;
    return std::nullopt;
  }
  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::outer>(), function<&In<T>::inner>(), point<&In<T>::x>()};
  }
  template <class T> static auto outputs() {
    // Both sweeps, and the sum of k products between them.
    return std::tuple{out::textbook<&Out<T>::jacobian>({m, n}, roundings + k, "C9", "∂(f∘g)ᵢ/∂xⱼ")};
  }
  static Statement statement() {
    return {.name = "calculus.chain",
            .summary = "J of f∘g at x: the product of ∂f/∂y at y = g(x) and ∂g/∂x",
            .clauses = clauses({{"C6", ClauseKind::law, "it is the Jacobian of the composition, written as one function; that of the identity changes nothing"},
                                {"C9", ClauseKind::error, "textbook, uses + 6 of both formulas, and k"}},
                               Predicate("inner is a formula of x or the name of one, outer of the outputs of inner", unreadable)),
            .source = source,
            .no_derivative = "its derivatives are second ones: calculus.hessian",
            .aliases = {"chain_rule"}};
  }
};

inline constexpr Function<Chain> chain;

}  // namespace etalon::contract::calculus
