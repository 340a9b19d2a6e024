#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// What the generator minimises against a critic of the Wasserstein distance.
struct WassersteinGeneratorLoss : NegatedMean {
  static Statement statement() {
    return {.name = "gan.wasserstein_generator_loss",
            .summary = "−mean D(G(z)): the generator's loss beside gan.wasserstein_critic_loss",
            .clauses = clauses(),
            .source = "Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), algorithm 1",
            .aliases = {"wgan_generator_loss"}};
  }
};

/// −1/m for each.
struct WassersteinGeneratorLossGradient : NegatedMeanGradient<WassersteinGeneratorLoss> {
  static Statement statement() { return gradient("Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), algorithm 1"); }
};

inline constexpr Function<WassersteinGeneratorLoss> wasserstein_generator_loss;
inline constexpr Function<WassersteinGeneratorLossGradient> wasserstein_generator_loss_gradient;

}  // namespace etalon::contract::gan
