#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x where x > 0, αx elsewhere.
struct LeakyRelu {
  template <class T> struct In { Tensor<T> x; T slope{}; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::slope>({}, "α, the slope below 0").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    // One product.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 1, "C3", "x or αx")};
  }
  static Statement statement() {
    return {.name = "nn.leaky_relu",
            .summary = "y = x where x > 0, αx elsewhere, entry by entry",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "slope"})},
                        {"C2", ClauseKind::law, "y(x) − y(−x) = (1 + α)x, and y(x) + y(−x) = (1 − α)|x|"},
                        {"C3", ClauseKind::error, "inherent, one rounding"}},
            .source = "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, ICML (2013)"};
  }
};

/// x̄ = ȳ where x > 0, αȳ where x < 0.
struct LeakyReluVjp : Vjp<LeakyRelu> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // One product.
    return std::tuple{out::inherent<&Out<T>::grad_x>(1, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ where x > 0, and αȳ where x < 0",
                       .clauses = {{"C2", ClauseKind::law, "at x = 0 every number between ȳ and αȳ is a subgradient; the reference takes αȳ"},
                                   {"C3", ClauseKind::error, "inherent, one rounding"}},
                       .source = "Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models, ICML (2013)"});
  }
};

inline constexpr Function<LeakyRelu> leaky_relu;
inline constexpr Function<LeakyReluVjp> leaky_relu_vjp;

}  // namespace etalon::contract::nn
