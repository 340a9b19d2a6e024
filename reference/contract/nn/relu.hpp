#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// max(x, 0).
struct Relu : Entrywise {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(SameAs{"x"}, "C2", "max(x, 0)")};
  }
  static Statement statement() {
    return {.name = "nn.relu",
            .summary = "y = max(x, 0), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; 0 for −∞, and ∞ for ∞"},
                        {"C2", ClauseKind::error, "exact"},
                        {"C3", ClauseKind::law, "y ≥ 0, and relu(x) − relu(−x) = x"}},
            .source = "Nair and Hinton, Rectified linear units improve restricted Boltzmann machines, ICML (2010)"};
  }
};

/// x̄ = ȳ where x > 0, 0 where x < 0.
struct ReluVjp : EntrywiseVjp<Relu> {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_x>("C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ where x > 0, and 0 where x < 0",
                       .clauses = {{"C2", ClauseKind::law, "at x = 0 every number between 0 and ȳ is a subgradient; the reference takes 0"}, {"C3", ClauseKind::error, "exact"}},
                       .source = "Bertoin, Bolte, Gerchinovitz and Pauwels, Numerical influence of ReLU′(0) on backpropagation, NeurIPS (2021)"});
  }
};

inline constexpr Function<Relu> relu;
inline constexpr Function<ReluVjp> relu_vjp;

}  // namespace etalon::contract::nn
