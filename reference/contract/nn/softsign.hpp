#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x/(1 + |x|).
struct Softsign : Entrywise {
  template <class T> static auto outputs() {
    // An addition and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 2, "C3", "x/(1 + |x|)")};
  }
  static Statement statement() {
    return {.name = "nn.softsign",
            .summary = "y = x/(1 + |x|), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN"},
                        {"C4", ClauseKind::precondition, finite("x"), "x is finite: at ±∞ the limit is ±1, and ∞/∞ as it is written"},
                        {"C2", ClauseKind::law, "|y| ≤ 1 and |y| ≤ |x|, and y/(1 − |y|) = x"},
                        {"C3", ClauseKind::error, "inherent, 2 roundings"}},
            .source = "Bergstra, Desjardins, Lamblin and Bengio, Quadratic polynomials learn better image features (2009)",
            .aliases = {"soft_sign"}};
  }
};

/// x̄ = ȳ/(1 + |x|)².
struct SoftsignVjp : EntrywiseVjp<Softsign> {
  template <class T> static auto outputs() {
    // An addition, a square and a quotient: the addition twice.
    return std::tuple{out::inherent<&Out<T>::grad_x>(4, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ/(1 + |x|)²",
                       .clauses = {{"C2", ClauseKind::law, "x̄ lies between 0 and ȳ; x and −x have the same"}, {"C3", ClauseKind::error, "inherent, 4 roundings"}},
                       .source = "Bergstra, Desjardins, Lamblin and Bengio, Quadratic polynomials learn better image features (2009)"});
  }
};

inline constexpr Function<Softsign> softsign;
inline constexpr Function<SoftsignVjp> softsign_vjp;

}  // namespace etalon::contract::nn
