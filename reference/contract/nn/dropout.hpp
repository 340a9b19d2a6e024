#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// x·mask/(1 − p): what is kept is scaled so that its expectation is x.
struct Dropout {
  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> mask; T p{}; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::mask>(SameAs{"x"}, "1 where an entry is kept, 0 where it is dropped"), in::exact<&In<T>::p>({}, "the probability that one is dropped").or_else("0.5")};
  }
  template <class T> static auto outputs() {
    // 1 − p, and a quotient or a product by its reciprocal.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 3, "C4", "x/(1 − p), or 0")};
  }
  static Statement statement() {
    return {.name = "nn.dropout",
            .summary = "y = x·mask/(1 − p), the mask an input",
            .clauses = {{"C1", ClauseKind::domain, finite("x")},
                        {"C2", ClauseKind::precondition, within("mask", 0, 1) && not_negative("p") && below("p", 1), "each mask is 0 or 1, and 0 ≤ p < 1"},
                        {"C3", ClauseKind::law, "a full mask at p = 0 is the identity; where the mask is 0, y is exactly 0"},
                        {"C4", ClauseKind::error, "inherent, 3 roundings"}},
            .source = "Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout, JMLR 15 (2014)"};
  }
};

/// x̄ = ȳ·mask/(1 − p).
struct DropoutVjp : Vjp<Dropout> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // 1 − p, and a quotient or a product by its reciprocal.
    return std::tuple{out::inherent<&Out<T>::grad_x>(3, "C4", "ȳ/(1 − p), or 0")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ·mask/(1 − p)",
                       .clauses = {{"C3", ClauseKind::law, "where the mask is 0, x̄ is exactly 0"}, {"C4", ClauseKind::error, "inherent, 3 roundings"}},
                       .source = "Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, Dropout, JMLR 15 (2014)"});
  }
};

inline constexpr Function<Dropout> dropout;
inline constexpr Function<DropoutVjp> dropout_vjp;

}  // namespace etalon::contract::nn
