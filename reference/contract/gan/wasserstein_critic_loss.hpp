#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// mean D(G(z)) − mean D(x): minus the estimate of the Wasserstein distance that the critic raises.
struct WassersteinCriticLoss : ScorePair {
  template <class T> static auto outputs() {
    // n − 1 and m − 1 additions, a quotient, and the difference of both means.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + m, "C4", "the loss")};
  }
  static Statement statement() {
    return {.name = "gan.wasserstein_critic_loss",
            .summary = "mean of D over generated samples minus its mean over real ones",
            .clauses = {{"C1", ClauseKind::domain, finite({"real", "fake"})},
                        {"C2", ClauseKind::law, "a constant added to all scores changes nothing; αs has α times the loss; with the roles exchanged it changes its sign"},
                        {"C3", ClauseKind::law, "for scores that are a 1-Lipschitz function of the samples, minus the loss is at most gan.wasserstein1_1d of the samples"},
                        {"C4", ClauseKind::error, "inherent, n + m roundings"}},
            .source = "Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), (3) and algorithm 1",
            .aliases = {"wgan_critic_loss", "wasserstein_discriminator_loss"}};
  }
};

/// −1/n and 1/m.
struct WassersteinCriticLossGradient : Gradient<WassersteinCriticLoss> {
  template <class T> struct Out { Tensor<T> grad_real; Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // A quotient.
    return std::tuple{out::inherent<&Out<T>::grad_real>(1, "C4", "of the real scores"), out::inherent<&Out<T>::grad_fake>(1, "C4", "of the generated samples' scores")};
  }
  static Statement statement() {
    return derivative({.summary = "−1/n for each real score, 1/m for each of the generated samples'",
                       .clauses = {{"C2", ClauseKind::law, "all entries add up to 0, and grad_real to −1"}, {"C4", ClauseKind::error, "inherent, one rounding"}},
                       .source = "Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), algorithm 1"});
  }
};

inline constexpr Function<WassersteinCriticLoss> wasserstein_critic_loss;
inline constexpr Function<WassersteinCriticLossGradient> wasserstein_critic_loss_gradient;

}  // namespace etalon::contract::gan
