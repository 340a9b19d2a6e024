#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// mean max(0, 1 − D(x)) + mean max(0, 1 + D(G(z))).
struct HingeDiscriminatorLoss : ScorePair {
  enum class Variant { added, halved };

  template <class T> static auto outputs() {
    // A difference, n − 1 and m − 1 additions, a quotient, and the sum of both means.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + m + 1, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "gan.hinge_discriminator_loss",
            .summary = "mean of max(0, 1 − D) over real samples plus mean of max(0, 1 + D) over generated ones",
            .clauses = {{"C1", ClauseKind::domain, not_nan("real") && not_nan("fake")},
                        {"C5", ClauseKind::precondition, finite({"real", "fake"}), "the scores are finite: at ±∞ the loss may be 0 or infinite"},
                        {"C2", ClauseKind::law, "loss ≥ 0, and 0 only where every real score is at least 1 and every other at most −1; a half is half of the sum"},
                        {"C3", ClauseKind::law, "each mean is nn.hinge_loss, with the target 1 for real samples and −1 for generated ones"},
                        {"C4", ClauseKind::error, "inherent, n + m + 1 roundings"}},
            .source = "Lim and Ye, Geometric GAN (2017), section 3; Miyato et al., Spectral normalization for generative adversarial networks, ICLR (2018), (16)",
            .variants = {{"added", "the sum of both means"}, {"halved", "half of it"}},
            .aliases = {"hinge_d_loss", "discriminator_hinge_loss"}};
  }
};

/// −1/n where D(x) < 1, 1/m where D(G(z)) > −1.
struct HingeDiscriminatorLossGradient : Gradient<HingeDiscriminatorLoss> {
  template <class T> struct Out { Tensor<T> grad_real; Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // A quotient.
    return std::tuple{out::inherent<&Out<T>::grad_real>(1, "C4", "of the real scores"), out::inherent<&Out<T>::grad_fake>(1, "C4", "of the generated samples' scores")};
  }
  static Statement statement() {
    return derivative({.summary = "−1/n where a real score is below 1, 1/m where a generated sample's is above −1, 0 elsewhere",
                       .clauses = {{"C2", ClauseKind::law, "grad_real ≤ 0 ≤ grad_fake; at ±1 every number between the slopes beside it is right, and the reference takes 0"},
                                   {"C4", ClauseKind::error, "inherent, one rounding"}},
                       .source = "Lim and Ye, Geometric GAN (2017), section 3"});
  }
};

inline constexpr Function<HingeDiscriminatorLoss> hinge_discriminator_loss;
inline constexpr Function<HingeDiscriminatorLossGradient> hinge_discriminator_loss_gradient;

}  // namespace etalon::contract::gan
