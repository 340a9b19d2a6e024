#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x·Φ(x), Φ the distribution function of the standard normal.
struct Gelu : Entrywise {
  enum class Variant { erf, tanh };
  static std::vector<Convention> variants() {
    return {{"erf", "x·Φ(x), by the error function"}, {"tanh", "½x(1 + tanh(√(2/π)(x + 0.044715x³))), its approximation: PyTorch's approximate='tanh', JAX's default"}};
  }

  template <class T> static auto outputs() {
    // erf: x/√2 with its constant (2), erfc (3), a product. tanh: the cube (2) with its factor (2), the sum, √(2/π) (2), σ's 3 and a product.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 11, "C3", "x·Φ(x)")};
  }
  static Statement statement() {
    return {.name = "nn.gelu",
            .summary = "y = x·Φ(x) = x·erfc(−x/√2)/2, entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN"},
                        {"C4", ClauseKind::precondition, finite("x"), "x is finite: at −∞ the limit is 0, and −∞·0 as it is written"},
                        {"C2", ClauseKind::law, "y(x) − y(−x) = x, and −0.1701 < y ≤ max(x, 0)"},
                        {"C3", ClauseKind::error, "inherent, 11 roundings: 1 + erf and 1 + tanh lose the digits of the left tail; erfc and σ keep them"}},
            .source = "Hendrycks and Gimpel, Gaussian error linear units (2016)",
            .variants = variants()};
  }
};

/// x̄ = ȳ(Φ(x) + xφ(x)), φ the density.
struct GeluVjp : EntrywiseVjp<Gelu> {
  template <class T> static auto outputs() {
    // The two terms share 11 roundings at most with those of y; φ and the inner derivative take 6 more, the sum and ȳ 2.
    return std::tuple{out::inherent<&Out<T>::grad_x>(19, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ(Φ(x) + xφ(x))",
                       .clauses = {{"C2", ClauseKind::law, "for ȳ = 1, x̄(x) + x̄(−x) = 1"}, {"C3", ClauseKind::error, "inherent, 19 roundings"}},
                       .source = "Hendrycks and Gimpel, Gaussian error linear units (2016)"});
  }
};

inline constexpr Function<Gelu> gelu;
inline constexpr Function<GeluVjp> gelu_vjp;

}  // namespace etalon::contract::nn
