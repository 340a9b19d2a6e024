#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// What the discriminator minimises: the cross-entropy of its answers to real samples with one label, and to generated ones with another.
struct DiscriminatorLoss {
  enum class Variant { added, halved, added_clamped, halved_clamped };
  static bool halves(Variant v) { return v == Variant::halved || v == Variant::halved_clamped; }
  static bool clamps(Variant v) { return v == Variant::added_clamped || v == Variant::halved_clamped; }
  template <class T> struct In { Tensor<T> real; Tensor<T> fake; std::string given = "logits"; T real_label = 1; T fake_label = 0; };
  template <class T> struct Out { T loss; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::real>({n}, "answers to real samples: logits s with D = σ(s), or D itself"),
                      in::data<&In<T>::fake>({m}, "answers to generated samples"),
                      in::exact<&In<T>::given>({}, "\"logits\" or \"probabilities\"").or_else("logits"),
                      in::exact<&In<T>::real_label>({}, "t of real samples; less than 1 is one-sided label smoothing").or_else("1"),
                      in::exact<&In<T>::fake_label>({}, "t of generated samples; more than 0 smooths the other side too").or_else("0")};
  }
  template <class T> static auto outputs() {
    // exp, log1p and a sum for each softplus, 1 − t, a product and a sum; n − 1 and m − 1 additions, a quotient, and the sum of both means.
    return std::tuple{out::inherent<&Out<T>::loss>({}, n + m + 7, "C7", "the loss in nats")};
  }
  /// D = 0 has a loss where the label is 0, D = 1 where it is 1; with a clamp both have.
  static Complaint probability_outside(const Inputs& in, std::size_t variant) {
    const bool both = clamps(static_cast<Variant>(variant));
    const auto outside = [&](const char* field, const Entries& label) { return no_loss_of_probability(in, field, both || !label.greater(0, 0), both || !label.less(0, 1)); };
    const Complaint real = outside("real", in.real("real_label"));
    return real ? real : outside("fake", in.real("fake_label"));
  }
  static Statement statement() {
    return {.name = "gan.discriminator_loss",
            .summary = "The discriminator's loss: mean of −t log D − (1 − t) log(1 − D) over real samples, plus that over generated ones, with labels of their own",
            .clauses = {{"C1", ClauseKind::precondition, logits_or_probabilities()},
                        {"C2", ClauseKind::domain, not_nan("real") && not_nan("fake")},
                        {"C3", ClauseKind::precondition, within("real_label", 0, 1) && within("fake_label", 0, 1)},
                        {"C8", ClauseKind::precondition, finite({"real", "fake"}), "the answers are finite: at ±∞ some losses have a limit, and all gradients have"},
                        {"C4", ClauseKind::precondition, Predicate{"a probability is in (0, 1), with a clamp in [0, 1]; 0 has a loss too where the label is 0, and 1 where it is 1", probability_outside}},
                        {"C5", ClauseKind::law, "loss ≥ 0; of logits and of their probabilities it is the same, but for a clamp; a half is half of the sum"},
                        {"C6", ClauseKind::law, "with the roles exchanged, the logits negated and the labels complemented, it is the same"},
                        {"C7", ClauseKind::error, "inherent, n + m + 7 roundings: softplus for a logit, log1p for a probability"}},
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), section 3; Salimans et al., Improved techniques for training GANs, NIPS (2016), section 3.4",
            .variants = {{"added", "the sum of both means"},
                         {"halved", "half of it, so that the discriminator learns more slowly (pix2pix, CycleGAN)"},
                         {"added_clamped", "the logarithms of probabilities are no less than −100, so that 0 and 1 have a loss (PyTorch)"},
                         {"halved_clamped", "half of that"}},
            .aliases = {"modified_discriminator_loss", "minimax_discriminator_loss"}};
  }
};

/// ((1 − t)σ(s) − tσ(−s))/n of a logit, (D − t)/(D(1 − D))/n of a probability; without the logarithm that is clamped.
struct DiscriminatorLossGradient : Gradient<DiscriminatorLoss> {
  template <class T> struct Out { Tensor<T> grad_real; Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // exp, 1 + e, a quotient, 1 − t, a product, a difference and the mean's quotient; D − t, 1 − D and three quotients are fewer.
    return std::tuple{out::inherent<&Out<T>::grad_real>(7, "C7", "of the answers to real samples"), out::inherent<&Out<T>::grad_fake>(7, "C7", "of those to generated ones")};
  }
  static Statement statement() {
    return derivative({.summary = "((1 − t)σ(s) − tσ(−s))/n of a logit, (D − t)/(D(1 − D))/n of a probability; half of it where the loss is",
                       .clauses = {{"C5", ClauseKind::law, "at the labels 1 and 0 no entry of grad_real is positive and none of grad_fake negative"},
                                   {"C6", ClauseKind::law, "at D = t it is 0: the best answer to a smoothed label is that label"},
                                   {"C7", ClauseKind::error, "inherent, 7 roundings: σ(s) − 1 has no digit where σ(s) rounds to 1"}},
                       .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), section 3"});
  }
};

inline constexpr Function<DiscriminatorLoss> discriminator_loss;
inline constexpr Function<DiscriminatorLossGradient> discriminator_loss_gradient;

}  // namespace etalon::contract::gan
