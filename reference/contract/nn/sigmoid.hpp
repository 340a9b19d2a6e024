#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// σ(x) = 1/(1 + exp(−x)).
struct Sigmoid : Entrywise {
  template <class T> static auto outputs() {
    // An exponential, an addition and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 3, "C4", "σ(x)")};
  }
  static Statement statement() {
    return {.name = "nn.sigmoid",
            .summary = "σ(x) = 1/(1 + exp(−x)), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; σ(−∞) = 0 and σ(∞) = 1"},
                        {"C2", ClauseKind::law, "0 ≤ y ≤ 1, and σ(x) + σ(−x) = 1"},
                        {"C3", ClauseKind::law, "y = (1 + tanh(x/2))/2"},
                        {"C4", ClauseKind::error, "inherent, 3 roundings"}},
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10",
            .aliases = {"logistic", "expit"}};
  }
};

/// x̄ = ȳ·σ(x)·σ(−x).
struct SigmoidVjp : EntrywiseVjp<Sigmoid> {
  template <class T> static auto outputs() {
    // Two sigmoids of 3 and two products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(8, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ·σ(x)·σ(−x)",
                       .clauses = {{"C2", ClauseKind::law, "x̄ lies between 0 and ȳ/4"},
                                   {"C3", ClauseKind::law, "even: x and −x have the same x̄"},
                                   {"C5", ClauseKind::error, "inherent, 8 roundings: 1 − σ(x) loses the digits of σ(−x) where x is large"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10"});
  }
};

inline constexpr Function<Sigmoid> sigmoid;
inline constexpr Function<SigmoidVjp> sigmoid_vjp;

}  // namespace etalon::contract::nn
