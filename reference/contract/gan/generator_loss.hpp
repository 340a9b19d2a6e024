#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// What the generator minimises, from the discriminator's answers D(G(z)) to generated samples.
struct GeneratorLoss {
  enum class Variant { non_saturating, saturating, non_saturating_clamped, saturating_clamped };
  static bool saturates(Variant v) { return v == Variant::saturating || v == Variant::saturating_clamped; }
  static bool clamps(Variant v) { return v == Variant::non_saturating_clamped || v == Variant::saturating_clamped; }
  template <class T> struct In { Tensor<T> scores; std::string given = "logits"; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::scores>({n}, "the discriminator's answers: logits s with D = σ(s), or D itself"),
                      in::exact<&In<T>::given>({}, "\"logits\" or \"probabilities\"").or_else("logits")};
  }
  template <class T> static auto outputs() {
    // exp, log1p and a sum for the softplus of a logit, n − 1 additions, a quotient; a probability needs one logarithm.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + 3, "C6", "the loss in nats")};
  }
  /// Where the loss is finite: D in (0, 1], or in [0, 1) for log(1 − D); with a clamp both ends are allowed.
  static Complaint probability_outside(const Inputs& in, std::size_t variant) {
    const auto v = static_cast<Variant>(variant);
    return no_loss_of_probability(in, "scores", clamps(v) || saturates(v), clamps(v) || !saturates(v));
  }
  static Statement statement() {
    return {.name = "gan.generator_loss",
            .summary = "The generator's loss: mean of −log D(G(z)), or of log(1 − D(G(z))) where it saturates",
            .clauses = {{"C1", ClauseKind::precondition, logits_or_probabilities()},
                        {"C2", ClauseKind::domain, not_nan("scores")},
                        {"C7", ClauseKind::precondition, finite("scores"), "the scores are finite: at ±∞ one loss of a logit has a limit, and both gradients have"},
                        {"C3", ClauseKind::precondition, Predicate{"a probability is in (0, 1], in [0, 1) for the saturating loss, in [0, 1] for a clamped one", probability_outside}},
                        {"C4", ClauseKind::law, "the logits s and the probabilities σ(s) have the same loss, but for a clamp"},
                        {"C5", ClauseKind::law, "−log D ≥ 0 ≥ log(1 − D); for logits the two losses add up to the mean of −s"},
                        {"C6", ClauseKind::error, "inherent, n + 3 roundings: softplus for a logit, log1p for a probability"}},
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), section 3",
            .variants = {{"non_saturating", "mean of −log D"},
                         {"saturating", "mean of log(1 − D), the minimax game's own"},
                         {"non_saturating_clamped", "the logarithm of a probability is no less than −100, so that 0 and 1 have a loss (PyTorch)"},
                         {"saturating_clamped", "the same of log(1 − D)"}}};
  }
};

/// s̄ᵢ = −(1 − D)/n for −log D and −D/n for log(1 − D) of a logit; −1/(nD) and −1/(n(1 − D)) of a probability,
/// 0 where its logarithm is clamped.
struct GeneratorLossGradient : Gradient<GeneratorLoss> {
  template <class T> struct Out { Tensor<T> grad_scores; };

  template <class T> static auto outputs() {
    // exp, 1 + e, a quotient and the mean's quotient.
    return std::tuple{out::inherent<&Out<T>::grad_scores>({GeneratorLoss::n}, 4, "C6", "s̄")};
  }
  static Statement statement() {
    return derivative({.summary = "The gradient of the generator's loss: −(1 − D)/n, or −D/n where it saturates, for a logit",
                       .clauses = {{"C4", ClauseKind::law, "it is negative: both losses fall as the discriminator is fooled; with a clamp it may be 0"},
                                   {"C5", ClauseKind::law, "where the discriminator is certain, s → −∞, the saturating gradient vanishes, |s̄| ≤ eˢ/n, "
                                                           "and the other does not: |s̄| ≥ (1 − eˢ)/n"},
                                   {"C6", ClauseKind::error, "inherent, 4 roundings"}},
                       .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), section 3; "
                                 "Arjovsky and Bottou, Towards principled methods for training generative adversarial networks, ICLR (2017)"});
  }
};

inline constexpr Function<GeneratorLoss> generator_loss;
inline constexpr Function<GeneratorLossGradient> generator_loss_gradient;

}  // namespace etalon::contract::gan
