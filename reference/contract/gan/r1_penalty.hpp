#pragma once
#include "reference/contract/critic.hpp"

namespace etalon::contract::gan {

/// ½γ·mean ‖∇ₓD‖² at real samples.
struct R1Penalty : CriticPenalty {
  template <class T> static auto inputs() { return inputs_with<T>("γ, the weight of the penalty", "10"); }
  template <class T> static auto outputs() {
    // As for the entries of ∇ₓD; the squares, their sum, and the mean over n points.
    return std::tuple{out::textbook<&Out<T>::penalty>({}, widest + n + 14, "C7", "the penalty")};
  }
  static Statement statement() {
    return {.name = "gan.r1_penalty",
            .summary = "½γ mean ‖∇ₓD(x)‖² over real samples x, for a discriminator D of linear layers with an activation between them",
            .clauses = with({{"C4", ClauseKind::law, "penalty ≥ 0, and 0 where D is constant"},
                             {"C5", ClauseKind::law, "of a linear discriminator w·x + b it is ½γ‖w‖²; D with its last layer α times as large has α² times the penalty"},
                             {"C6", ClauseKind::law, "of points taken twice it is the same; the last bias changes nothing"},
                             {"C7", ClauseKind::error, "textbook, n + 14 more than the widest layer has entries"}}),
            .source = "Mescheder, Geiger and Nowozin, Which training methods for GANs do actually converge?, ICML (2018), (9)",
            .aliases = {"r1_regularization", "zero_centered_gradient_penalty"}};
  }
};

/// Through the gradient ∇ₓD, as for gan.gradient_penalty; smooth everywhere.
struct R1PenaltyGradient : CriticPenaltyGradient<R1Penalty> {
  static Statement statement() {
    return derivative({.summary = "γ mean ∂∇ₓD·∇ₓD in every weight and bias of the discriminator: derivatives of its gradient",
                       .clauses = {{"C4", ClauseKind::law, "where ∇ₓD = 0 at every point it is 0"},
                                   {"C5", ClauseKind::law, "of a linear discriminator w̄ = γw; the last bias has the gradient 0"},
                                   {"C6", ClauseKind::law, "⟨W̄_L, W_L⟩ is twice the penalty"},
                                   {"C7", ClauseKind::error, "textbook, n + 18 more than the widest layer has entries"}},
                       .source = "Mescheder, Geiger and Nowozin, Which training methods for GANs do actually converge?, ICML (2018), (9)"});
  }
};

inline constexpr Function<R1Penalty> r1_penalty;
inline constexpr Function<R1PenaltyGradient> r1_penalty_gradient;

}  // namespace etalon::contract::gan
