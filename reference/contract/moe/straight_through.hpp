#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The one-hot of the largest logit, with a gradient that a step has not.
struct StraightThrough {
  enum class Variant { softmax, identity };
  template <class T> struct In { Tensor<T> logits; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count t{"t"}, n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::logits>({t, n}, "scores, a row for each token")}; }
  template <class T> static auto outputs() { return std::tuple{out::exact<&Out<T>::y>({t, n}, "C3", "1 at the largest logit of each row, 0 elsewhere")}; }
  static Statement statement() {
    return {.name = "moe.straight_through",
            .summary = "y is 1 at the largest logit of each row and 0 elsewhere; the gradient is the softmax's, or the cotangent itself",
            .clauses = {{"C1", ClauseKind::domain, finite("logits")},
                        {"C2", ClauseKind::law, "exactly one entry of a row is 1 and the others are 0; none is larger where it is 1, but by so little that the rounding of a softmax may decide. Of equal ones either is right: the "
                                                "reference takes the lower index"},
                        {"C3", ClauseKind::error, "exact"},
                        {"C4", ClauseKind::law, "with the gradients alone do the conventions differ"}},
            .source = "Bengio, Léonard and Courville, Estimating or propagating gradients through stochastic neurons (2013), 5; Jang, Gu and Poole, ICLR (2017), 2.2",
            .variants = {{"softmax", "the gradient of nn.softmax"}, {"identity", "the cotangent itself"}},
            .aliases = {"straight_through_estimator"}};
  }
};

/// x̄ᵢ = pᵢ(ȳᵢ − Σₖ pₖȳₖ) with p = softmax(logits), or ȳ.
struct StraightThroughVjp : Vjp<StraightThrough> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // As nn.softmax.vjp.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * StraightThrough::n + 6, "C3", "of the logits")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = pᵢ(ȳᵢ − Σₖ pₖȳₖ) with p = softmax(logits), or x̄ = ȳ; the derivative of the step itself is 0",
                       .clauses = {{"C2", ClauseKind::law, "it is nn.softmax.vjp of the logits, or the cotangent"}, {"C3", ClauseKind::error, "textbook, 2n + 6"}},
                       .source = "Bengio, Léonard and Courville (2013), 5; Jang, Gu and Poole, ICLR (2017), 2.2"});
  }
};

inline constexpr Function<StraightThrough> straight_through;
inline constexpr Function<StraightThroughVjp> straight_through_vjp;

}  // namespace etalon::contract::moe
