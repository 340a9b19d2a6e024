#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x·σ(x).
struct Silu : Entrywise {
  template <class T> static auto outputs() {
    // σ's 3 and a product.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 4, "C3", "x·σ(x)")};
  }
  static Statement statement() {
    return {.name = "nn.silu",
            .summary = "y = x/(1 + exp(−x)), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN"},
                        {"C4", ClauseKind::precondition, finite("x"), "x is finite: at −∞ the limit is 0, and −∞·0 as it is written"},
                        {"C2", ClauseKind::law, "y(x) − y(−x) = x, and −0.2785 < y ≤ max(x, 0)"},
                        {"C3", ClauseKind::error, "inherent, 4 roundings"}},
            .source = "Elfwing, Uchibe and Doya, Sigmoid-weighted linear units for neural network function approximation in reinforcement learning, Neural Networks 107 (2018)",
            .aliases = {"swish"}};
  }
};

/// x̄ = ȳσ(x)(1 + xσ(−x)).
struct SiluVjp : EntrywiseVjp<Silu> {
  template <class T> static auto outputs() {
    // Two sigmoids of 3, a product, an addition, and two products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(10, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳσ(x)(1 + xσ(−x))",
                       .clauses = {{"C2", ClauseKind::law, "for ȳ = 1, x̄(x) + x̄(−x) = 1"}, {"C3", ClauseKind::error, "inherent, 10 roundings; x̄ is 0 at x = −1.27846…"}},
                       .source = "Elfwing, Uchibe and Doya, Sigmoid-weighted linear units, Neural Networks 107 (2018)"});
  }
};

inline constexpr Function<Silu> silu;
inline constexpr Function<SiluVjp> silu_vjp;

}  // namespace etalon::contract::nn
