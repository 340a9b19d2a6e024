#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// What the generator minimises against a discriminator with the hinge loss.
struct HingeGeneratorLoss : NegatedMean {
  static Statement statement() {
    return {.name = "gan.hinge_generator_loss",
            .summary = "−mean D(G(z)): the generator's loss beside gan.hinge_discriminator_loss, without a hinge of its own",
            .clauses = clauses(),
            .source = "Lim and Ye, Geometric GAN (2017), section 3; Miyato et al., Spectral normalization for generative adversarial networks, ICLR (2018), (17)",
            .aliases = {"hinge_g_loss", "generator_hinge_loss"}};
  }
};

/// −1/m for each.
struct HingeGeneratorLossGradient : NegatedMeanGradient<HingeGeneratorLoss> {
  static Statement statement() { return gradient("Lim and Ye, Geometric GAN (2017), section 3; Miyato et al., Spectral normalization for generative adversarial networks, ICLR (2018), (17)"); }
};

inline constexpr Function<HingeGeneratorLoss> hinge_generator_loss;
inline constexpr Function<HingeGeneratorLossGradient> hinge_generator_loss_gradient;

}  // namespace etalon::contract::gan
