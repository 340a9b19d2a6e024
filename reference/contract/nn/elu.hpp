#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x where x > 0, α(exp x − 1) elsewhere.
struct Elu {
  template <class T> struct In { Tensor<T> x; T alpha{}; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::alpha>({}, "α, which −y tends to for x → −∞").or_else("1")};
  }
  template <class T> static auto outputs() {
    // An exponential, less 1, and a product.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 3, "C4", "x or α(exp x − 1)")};
  }
  static Statement statement() {
    return {.name = "nn.elu",
            .summary = "y = x where x > 0, α(exp x − 1) elsewhere, entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && finite("alpha"), "x is not NaN, and α is finite; −α for −∞, and ∞ for ∞"},
                        {"C2", ClauseKind::law, "for α ≥ 0 it is −α ≤ y where x ≤ 0, and x ≤ y where α ≤ 1"},
                        {"C3", ClauseKind::law, "log(1 + y/α) = x where x < 0 and α ≠ 0"},
                        {"C4", ClauseKind::error, "inherent, 3 roundings, by expm1: exp x − 1 loses the digits of a small x"}},
            .source = "Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by exponential linear units, ICLR (2016)"};
  }
};

/// x̄ = ȳ where x > 0, αȳ·exp x where x < 0.
struct EluVjp : Vjp<Elu> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // An exponential and two products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(3, "C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ where x > 0, and αȳ·exp x where x < 0",
                       .clauses = {{"C2", ClauseKind::law, "at x = 0 every number between ȳ and αȳ is a subgradient; the reference takes αȳ"},
                                   {"C3", ClauseKind::law, "for 0 ≤ α ≤ 1 x̄ lies between 0 and ȳ"},
                                   {"C4", ClauseKind::error, "inherent, 3 roundings"}},
                       .source = "Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by exponential linear units, ICLR (2016)"});
  }
};

inline constexpr Function<Elu> elu;
inline constexpr Function<EluVjp> elu_vjp;

}  // namespace etalon::contract::nn
