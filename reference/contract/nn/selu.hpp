#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// λx where x > 0, λα(exp x − 1) elsewhere, with the λ and α for which a standard normal x has y of mean 0 and variance 1.
struct Selu : Entrywise {
  template <class T> static auto outputs() {
    // The constants λ and α, an exponential, less 1, and two products.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 6, "C4", "the scaled exponential linear unit")};
  }
  static Statement statement() {
    return {.name = "nn.selu",
            .summary = "y = λx where x > 0, λα(exp x − 1) elsewhere, with λ = 1.0507009873554804934… and α = 1.6732632423543772848…",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; −λα for −∞, and ∞ for ∞"},
                        {"C2", ClauseKind::law, "E y = 0 and E y² = 1 for a standard normal x: that defines λ and α"},
                        {"C3", ClauseKind::law, "y ≥ −λα, of the sign of x"},
                        {"C4", ClauseKind::error, "inherent, 6 roundings, those of the constants among them"}},
            .source = "Klambauer, Unterthiner, Mayr and Hochreiter, Self-normalizing neural networks, NeurIPS (2017), equations 2 and 14"};
  }
};

/// x̄ = λȳ where x > 0, λαȳ·exp x where x < 0.
struct SeluVjp : EntrywiseVjp<Selu> {
  template <class T> static auto outputs() {
    // The constants λ and α, an exponential and three products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(6, "C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = λȳ where x > 0, and λαȳ·exp x where x < 0",
                       .clauses = {{"C2", ClauseKind::law, "at x = 0 every number between λȳ and λαȳ is a subgradient; the reference takes λαȳ"},
                                   {"C3", ClauseKind::law, "x̄ lies between 0 and λαȳ"},
                                   {"C4", ClauseKind::error, "inherent, 6 roundings, those of the constants among them"}},
                       .source = "Klambauer, Unterthiner, Mayr and Hochreiter, Self-normalizing neural networks, NeurIPS (2017)"});
  }
};

inline constexpr Function<Selu> selu;
inline constexpr Function<SeluVjp> selu_vjp;

}  // namespace etalon::contract::nn
