#pragma once
#include "reference/contract/critic.hpp"

namespace etalon::contract::gan {

/// λ·mean (‖∇ₓD‖ − 1)² at given points.
struct GradientPenalty : CriticPenalty {
  enum class Variant { two_sided, one_sided };

  template <class T> static auto inputs() { return inputs_with<T>("λ, the weight of the penalty", "10"); }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of k products in another order costs k, an activation and its slope are off by six u each; the
    // norm, its distance from 1, the square and the mean over n points.
    return std::tuple{out::textbook<&Out<T>::penalty>({}, widest + n + 16, "C7", "the penalty")};
  }
  static Statement statement() {
    return {.name = "gan.gradient_penalty",
            .summary = "λ mean (‖∇ₓD(x)‖ − 1)² over given points x, the norm of each point's own gradient, for a critic D of linear layers with an activation between them",
            .clauses = with({{"C4", ClauseKind::law, "penalty ≥ 0; one-sided it is no larger, and 0 where no slope exceeds 1"},
                             {"C5", ClauseKind::law, "of a linear critic w·x + b it is λ(‖w‖ − 1)² at every point; the last bias changes nothing"},
                             {"C6", ClauseKind::law, "of points taken twice it is the same: each point has a norm of its own, and no batch has one"},
                             {"C7", ClauseKind::error, "textbook, n + 16 more than the widest layer has entries"}}),
            .source = "Gulrajani et al., Improved training of Wasserstein GANs, NIPS (2017), (3); Petzka, Fischer and Lukovnikov, On the regularization of Wasserstein GANs, ICLR (2018), (7), for one side",
            .variants = {{"two_sided", "(‖∇‖ − 1)²: slopes below 1 cost too"}, {"one_sided", "max(0, ‖∇‖ − 1)²: WGAN-LP"}},
            .aliases = {"wgan_gradient_penalty", "wasserstein_gradient_penalty"}};
  }
};

/// Through the gradient ∇ₓD: second derivatives of the critic in x and each of its weights.
struct GradientPenaltyGradient : CriticPenaltyGradient<GradientPenalty> {
  static Statement statement() {
    return derivative({.summary = "2λ mean (‖∇ₓD‖ − 1)·∂‖∇ₓD‖ in every weight and bias of the critic: derivatives of its gradient",
                       .clauses = {{"C4", ClauseKind::law, "where ∇ₓD = 0 a norm has no gradient: that point adds 0, a subgradient"},
                                   {"C5", ClauseKind::law, "of a linear critic w̄ = 2λ(‖w‖ − 1)·w/‖w‖; the last bias has the gradient 0"},
                                   {"C6", ClauseKind::law, "⟨W̄_L, W_L⟩ = 2λ mean (‖∇‖ − 1)‖∇‖, for ∇ is linear in the last layer"},
                                   {"C7", ClauseKind::error, "textbook, n + 18 more than the widest layer has entries"}},
                       .source = "Gulrajani et al., Improved training of Wasserstein GANs, NIPS (2017), algorithm 1"});
  }
};

inline constexpr Function<GradientPenalty> gradient_penalty;
inline constexpr Function<GradientPenaltyGradient> gradient_penalty_gradient;

}  // namespace etalon::contract::gan
