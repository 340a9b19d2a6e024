#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = log(1 + exp x), entry by entry.
struct Softplus {
  template <class T> struct In { Tensor<T> x; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::x>(Any{}, "may be ±∞")}; }
  template <class T> static auto outputs() {
    // An exponential, a logarithm of one plus it, and an addition of the positive part.
    return std::tuple{out::inherent<&Out<T>::y>(SameAs{"x"}, 3, "C4", "log(1 + exp x)")};
  }
  static Statement statement() {
    return {.name = "nn.softplus",
            .summary = "y = log(1 + exp x), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x"), "x is not NaN; softplus(−∞) = 0 and softplus(∞) = ∞"},
                        {"C2", ClauseKind::law, "max(x, 0) < y ≤ max(x, 0) + log 2 for finite x"},
                        {"C3", ClauseKind::law, "softplus(x) − softplus(−x) = x"},
                        {"C4", ClauseKind::error, "inherent, 3 roundings"}},
            .source = "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating second-order functional knowledge (2001)"};
  }
};

/// x̄ = ȳ·σ(x): the cotangent of x for the cotangent ȳ of softplus(x).
struct SoftplusVjp : Vjp<Softplus> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    // An exponential, an addition, a quotient and a product.
    return std::tuple{out::inherent<&Out<T>::grad_x>(4, "C3", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ·σ(x)",
                       .clauses = {{"C2", ClauseKind::law, "for ȳ = 1, x̄(x) + x̄(−x) = 1"}, {"C3", ClauseKind::error, "inherent, 4 roundings"},
                                   {"C4", ClauseKind::law, "x̄ lies between 0 and ȳ"}},
                       .source = "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating second-order functional knowledge (2001)"});
  }
};

inline constexpr Function<Softplus> softplus;
inline constexpr Function<SoftplusVjp> softplus_vjp;

}  // namespace etalon::contract::nn
