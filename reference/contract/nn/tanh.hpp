#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// tanh x = (exp x − exp(−x))/(exp x + exp(−x)).
struct Tanh : Entrywise {
  template <class T> static auto outputs() {
    // expm1(2x), an addition and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 3, "C4", "tanh x")};
  }
  static Statement statement() {
    return {.name = "nn.tanh",
            .summary = "tanh x = (exp x − exp(−x))/(exp x + exp(−x)), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; tanh(±∞) = ±1"},
                        {"C2", ClauseKind::law, "|y| ≤ 1 and |y| ≤ |x|, of the sign of x"},
                        {"C3", ClauseKind::law, "tanh 2x = 2y/(1 + y²)"},
                        {"C4", ClauseKind::error, "inherent, 3 roundings: exp 2x − 1 loses those of a small x"}},
            .source = "Muller, Elementary Functions: Algorithms and Implementation (2016), section 11.2"};
  }
};

/// x̄ = ȳ/cosh²x.
struct TanhVjp : EntrywiseVjp<Tanh> {
  template <class T> static auto outputs() {
    // exp(−2|x|), an addition, a quotient, a square and two products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(6, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ/cosh²x",
                       .clauses = {{"C2", ClauseKind::law, "x̄ lies between 0 and ȳ"},
                                   {"C3", ClauseKind::law, "even: x and −x have the same x̄"},
                                   {"C5", ClauseKind::error, "inherent, 6 roundings: 1 − tanh²x loses the digits of 1/cosh²x where x is large"}},
                       .source = "Muller, Elementary Functions: Algorithms and Implementation (2016), section 11.2"});
  }
};

inline constexpr Function<Tanh> tanh;
inline constexpr Function<TanhVjp> tanh_vjp;

}  // namespace etalon::contract::nn
