#pragma once
#include "reference/contract/gan_scores.hpp"

namespace etalon::contract::gan {

/// V(D, G), which the discriminator maximises and the generator minimises.
struct GameValue {
  template <class T> struct In { Tensor<T> real; Tensor<T> fake; std::string given = "logits"; };
  template <class T> struct Out { T value; };

  inline static const Count n{"n", 1}, m{"m", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::real>({n}, "answers to real samples: logits s with D = σ(s), or D itself"),
                      in::data<&In<T>::fake>({m}, "answers to generated samples"),
                      in::exact<&In<T>::given>({}, "\"logits\" or \"probabilities\"").or_else("logits")};
  }
  template <class T> static auto outputs() {
    // exp, log1p and a sum for each softplus; n − 1 and m − 1 additions, a quotient, and the sum of both means.
    return std::tuple{out::inherent<&Out<T>::value>({}, n + m + 4, "C6", "the value in nats")};
  }
  static Complaint probability_outside(const Inputs& in, std::size_t) {
    const Complaint real = no_loss_of_probability(in, "real", false, true);
    return real ? real : no_loss_of_probability(in, "fake", true, false);
  }
  static Statement statement() {
    return {.name = "gan.value",
            .summary = "The value of the minimax game: mean of log D over real samples plus mean of log(1 − D) over generated ones",
            .clauses = {{"C1", ClauseKind::precondition, logits_or_probabilities()},
                        {"C2", ClauseKind::domain, not_nan("real") && not_nan("fake")},
                        {"C7", ClauseKind::precondition, finite({"real", "fake"}), "the answers are finite: at ±∞ the value may be infinite, and the gradients have limits"},
                        {"C3", ClauseKind::precondition, Predicate{"a probability is in (0, 1] for a real sample, in [0, 1) for a generated one", probability_outside}},
                        {"C4", ClauseKind::law, "value ≤ 0; it is minus gan.discriminator_loss of the labels 1 and 0, and its second mean is gan.generator_loss where that saturates"},
                        {"C5", ClauseKind::law, "at D = ½ it is −log 4"},
                        {"C6", ClauseKind::error, "inherent, n + m + 4 roundings"}},
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), (1)",
            .aliases = {"minimax_value", "value_function"}};
  }
};

/// σ(−s)/n and −σ(s)/m of logits, 1/(nD) and −1/(m(1 − D)) of probabilities.
struct GameValueGradient : Gradient<GameValue> {
  template <class T> struct Out { Tensor<T> grad_real; Tensor<T> grad_fake; };

  template <class T> static auto outputs() {
    // exp, 1 + e, a quotient and the mean's quotient.
    return std::tuple{out::inherent<&Out<T>::grad_real>(4, "C6", "of the answers to real samples"), out::inherent<&Out<T>::grad_fake>(4, "C6", "of those to generated ones")};
  }
  static Statement statement() {
    return derivative({.summary = "σ(−s)/n and −σ(s)/m of logits, 1/(nD) and −1/(m(1 − D)) of probabilities",
                       .clauses = {{"C4", ClauseKind::law, "grad_real ≥ 0 ≥ grad_fake"},
                                   {"C5", ClauseKind::law, "where both have the same answers, D = ½ alone is stationary for a discriminator that moves them together"},
                                   {"C6", ClauseKind::error, "inherent, 4 roundings"}},
                       .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), section 3"});
  }
};

inline constexpr Function<GameValue> value;
inline constexpr Function<GameValueGradient> value_gradient;

}  // namespace etalon::contract::gan
