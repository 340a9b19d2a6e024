#pragma once
#include "reference/contract/entrywise.hpp"

namespace etalon::contract::nn {

/// x between two bounds.
struct HardTanh {
  template <class T> struct In { Tensor<T> x; T low{}; T high{}; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>(Any{}, "any shape"), in::exact<&In<T>::low>({}, "the lower bound").or_else("-1"),
                      in::exact<&In<T>::high>({}, "the upper bound").or_else("1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(SameAs{"x"}, "C3", "x, or the bound that it exceeds")};
  }
  static Statement statement() {
    return {.name = "nn.hard_tanh",
            .summary = "y = min(max(x, low), high), entry by entry: ReLU6 with the bounds 0 and 6",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && finite({"low", "high"}), "x is not NaN, and the bounds are finite; a bound for ±∞"},
                        {"C2", ClauseKind::precondition, "low < high"},
                        {"C3", ClauseKind::error, "exact"},
                        {"C4", ClauseKind::law, "low ≤ y ≤ high, and |y − y′| ≤ |x − x′|"}},
            .source = "Collobert, Large scale machine learning (2004), section 2.2",
            .aliases = {"clip", "clamp", "relu6"}};
  }
};

/// x̄ = ȳ where low < x < high, 0 beyond.
struct HardTanhVjp : Vjp<HardTanh> {
  template <class T> struct Out { Tensor<T> grad_x; };

  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_x>("C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ where low < x < high, and 0 beyond",
                       .clauses = {{"C3", ClauseKind::law, "at the bounds every number between 0 and ȳ is a subgradient; the reference takes 0"}, {"C4", ClauseKind::error, "exact"}},
                       .source = "Collobert, Large scale machine learning (2004), section 2.2"});
  }
};

inline constexpr Function<HardTanh> hard_tanh;
inline constexpr Function<HardTanhVjp> hard_tanh_vjp;

}  // namespace etalon::contract::nn
