#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// softmax((logits + g)/τ) with Gumbel noise g = −log(−log u): a choice by chance that has a gradient.
struct GumbelSoftmax {
  enum class Variant { soft, hard };
  template <class T> struct In { Tensor<T> logits, u; T tau = 1; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count t{"t"}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, n}, "log-probabilities, or any scores, a row for each token"),
                      in::exact<&In<T>::u>({t, n}, "uniform in (0, 1): 0 gives weight 0, and a single 1 weight 1, the limits"), in::exact<&In<T>::tau>({}, "τ, the temperature").or_else("1")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of n in another order, two logarithms, an exponential and a shift.
    return std::tuple{out::textbook<&Out<T>::y>({t, n}, n + 10, "C8", "the weights; hard: 1 at the chosen one, 0 elsewhere")};
  }
  static Complaint undefined(const Inputs& in, std::size_t) {
    const Entries& u = in.real("u");
    const std::size_t n = static_cast<std::size_t>(in.shape("u").at(1));
    for (std::size_t row = 0; row < u.size(); row += n) {
      std::size_t ones = 0, zeros = 0;
      for (std::size_t i = row; i < row + n; ++i) ones += !u.less(i, 1), zeros += !u.greater(i, 0);
      if (ones > 1) return "u is 1 " + std::to_string(ones) + " times in row " + std::to_string(row / n);
      if (zeros == n) return "u is 0 in all of row " + std::to_string(row / n);
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "moe.gumbel_softmax",
            .summary = "y = softmax((logits + g)/τ) with g = −log(−log u), or hard: 1 where logits + g is the largest, 0 elsewhere",
            .clauses = {{"C1", ClauseKind::domain, finite("logits")},
                        {"C2", ClauseKind::precondition, within("u", 0, 1) && finite("tau") && positive("tau"), "0 ≤ u ≤ 1, and τ is positive and finite"},
                        {"C3", ClauseKind::domain, Predicate("u is 1 in one place of a row at most, and not 0 in all of them: several infinities have no largest", undefined)},
                        {"C4", ClauseKind::law, "0 ≤ y ≤ 1 and Σᵢ yᵢ = 1; y is 0 where u is 0, and 1 where u is 1"},
                        {"C5", ClauseKind::law, "the same u for all is nn.softmax of logits/τ; of two experts, the first has σ((l₁ − l₂ + log(log u₂/log u₁))/τ)"},
                        {"C6", ClauseKind::law, "with τ → 0 the soft weights tend to the hard ones, by |y − hard| ≤ n·exp(−gap/τ), and with τ → ∞ to equal ones where u is not 0, by spread/τ"},
                        {"C7", ClauseKind::law, "hard is exactly 1 at one largest of logits + g and 0 elsewhere; where two are so near that rounding may decide, either is right: the reference takes the lower index of equal ones"},
                        {"C8", ClauseKind::error, "textbook, n + 10"}},
            .source = "Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax, ICLR (2017); Maddison, Mnih and Teh, The concrete distribution, ICLR (2017)",
            .variants = {{"soft", "the weights"}, {"hard", "the choice, with the gradient of the weights: straight through"}},
            .aliases = {"concrete", "relaxed_one_hot_categorical"}};
  }
};

/// x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ)/τ with the soft y, of both conventions.
struct GumbelSoftmaxVjp : Vjp<GumbelSoftmax> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // Twice the weights' n + 10, a sum of n in another order, and four more.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * GumbelSoftmax::n + 16, "C8", "of the logits")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = yᵢ(ȳᵢ − Σₖ yₖȳₖ)/τ with the weights y of soft, also of hard, whose own derivative is 0: straight through",
                       .clauses = {{"C4", ClauseKind::law, "Σᵢ x̄ᵢ = 0; 0 where u is 0, and in a row where it is 1"},
                                   {"C7", ClauseKind::law, "that of hard is that of soft"},
                                   {"C8", ClauseKind::error, "textbook, 2n + 16"}},
                       .source = "Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax, ICLR (2017), 2.2; Bengio, Léonard and Courville, Estimating or propagating gradients through stochastic "
                                 "neurons (2013)"});
  }
};

inline constexpr Function<GumbelSoftmax> gumbel_softmax;
inline constexpr Function<GumbelSoftmaxVjp> gumbel_softmax_vjp;

}  // namespace etalon::contract::moe
