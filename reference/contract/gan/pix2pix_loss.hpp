#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// The generator's loss of paired image translation: fool the conditional discriminator, and stay near the target.
struct Pix2pixLoss {
  template <class T> struct In { Tensor<T> logits; Tensor<T> generated; Tensor<T> target; T lambda = 100; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({m}, "the discriminator's logits of the generated images, one for each patch"), in::data<&In<T>::generated>({n}, "G(x), the entries of all generated images"),
                      in::exact<&In<T>::target>({n}, "y, the entries of the images that they should be"), in::exact<&In<T>::lambda>({}, "λ, the weight of the distance").or_else("100")};
  }
  template <class T> static auto outputs() {
    // exp, log1p and a sum for a softplus, m − 1 additions and a quotient; a difference, n − 1 additions, a product and a quotient; the sum.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + m + 6, "C5", "the loss")};
  }
  static Statement statement() {
    return {.name = "gan.pix2pix_loss",
            .summary = "mean of −log D(x, G(x)) plus λ times mean of |y − G(x)|",
            .clauses = {{"C1", ClauseKind::domain, finite({"logits", "generated", "target"})},
                        {"C2", ClauseKind::precondition, finite("lambda") && not_negative("lambda")},
                        {"C3", ClauseKind::law, "it is gan.generator_loss of the logits where λ = 0, and where the images are their targets; it grows by the mean distance for each unit of λ"},
                        {"C4", ClauseKind::law, "loss ≥ 0"},
                        {"C5", ClauseKind::error, "inherent, n + m + 6 roundings"}},
            .source = "Isola, Zhu, Zhou and Efros, Image-to-image translation with conditional adversarial networks, CVPR (2017), (1) to (4)",
            .aliases = {"pix2pix_generator_loss"}};
  }
};

/// −σ(−s)/m, and λ·sgn(G(x) − y)/n.
struct Pix2pixLossGradient : Gradient<Pix2pixLoss> {
  template <class T> struct Out { Tensor<T> grad_logits; Tensor<T> grad_generated; };

  template <class T> static auto outputs() {
    // exp, 1 + e, two quotients; a quotient.
    return std::tuple{out::inherent<&Out<T>::grad_logits>(4, "C5", "of the logits"), out::inherent<&Out<T>::grad_generated>(1, "C5", "of the generated images, as far as their distance goes")};
  }
  static Statement statement() {
    return derivative({.summary = "−σ(−s)/m of the logits, λ·sgn(G(x) − y)/n of the generated images",
                       .clauses = {{"C1", ClauseKind::domain, not_nan("logits") && not_nan("generated") && not_nan("target")},
                                   {"C6", ClauseKind::precondition, finite({"logits", "generated", "target"}), "they are finite: beside an infinite one the gradient has a limit"},
                                   {"C3", ClauseKind::law, "that of the logits is gan.generator_loss.gradient, whatever λ"},
                                   {"C4", ClauseKind::law, "an entry of grad_generated is λ/n in size, to the target's side; on the target every number from −λ/n to λ/n is a subgradient, and the reference takes 0"},
                                   {"C5", ClauseKind::error, "inherent: 4 roundings, and one"}},
                       .source = "Isola, Zhu, Zhou and Efros, Image-to-image translation with conditional adversarial networks, CVPR (2017), (1) to (4)"});
  }
};

inline constexpr Function<Pix2pixLoss> pix2pix_loss;
inline constexpr Function<Pix2pixLossGradient> pix2pix_loss_gradient;

}  // namespace etalon::contract::gan
