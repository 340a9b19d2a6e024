#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// V(D*, G) = ∫ p log(p/(p + q)) + q log(q/(p + q)) dx of two mixtures of Gaussians on a line, and their ½KL(p ‖ m) + ½KL(q ‖ m).
struct MixtureValueAtOptimum {
  template <class T> struct In { Tensor<T> p_weights, p_means, p_deviations, q_weights, q_means, q_deviations; };
  template <class T> struct Out { T value, divergence; };

  inline static const Count k{"k", 1}, l{"l", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::p_weights>({k}, "weights of p's bells, of any sum"), in::data<&In<T>::p_means>({k}, "their means"),
                      in::data<&In<T>::p_deviations>({k}, "their standard deviations"), in::data<&In<T>::q_weights>({l}, "weights of q's bells, of any sum"),
                      in::data<&In<T>::q_means>({l}, "their means"), in::data<&In<T>::q_deviations>({l}, "their standard deviations")};
  }
  template <class T> static auto outputs() {
    // A weight over their sum, of k or l; of a bell a difference, a quotient, a square, half of it, an exponential, two factors and the sum with the
    // others: 8 of each; a quotient, a logarithm, two products and a sum: 6; and a sum in pairs of up to 2¹⁰ nodes.
    const Count c = 2 * k + 2 * l + 24;
    return std::tuple{out::inherent<&Out<T>::value>({}, c, "C7", "the game's value in nats"), out::inherent<&Out<T>::divergence>({}, c, "C7", "the Jensen–Shannon divergence in nats")};
  }
  static Statement statement() {
    return {.name = "gan.mixture_value_at_optimum",
            .summary = "The game's value against the best discriminator, ∫ p log(p/(p + q)) + q log(q/(p + q)) dx, of two mixtures of Gaussians on a line, and their Jensen–Shannon divergence",
            .clauses = {{"C1", ClauseKind::domain, finite({"p_weights", "p_means", "p_deviations", "q_weights", "q_means", "q_deviations"})},
                        {"C2", ClauseKind::precondition, positive("p_weights") && positive("q_weights") && positive("p_deviations") && positive("q_deviations")},
                        {"C3", ClauseKind::law, "value = −log 4 + 2·divergence"},
                        {"C4", ClauseKind::law, "−log 4 ≤ value ≤ 0 ≤ divergence ≤ log 2; −log 4 and 0 where both are the same mixture"},
                        {"C5", ClauseKind::law, "both are symmetric, and no scale of the weights and no change of the axis, x to a·x + b, changes them"},
                        {"C6", ClauseKind::law, "they are no less than gan.value_at_optimum and gan.jensen_shannon of the masses in the cells of any partition of the line, which rise as it is refined"},
                        {"C7", ClauseKind::error, "inherent, 2k + 2l + 24 roundings: of mixtures that are nearly the same p log(p/m) and q log(q/m) cancel"}},
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), theorem 1",
            .no_derivative = "the players follow the gradients of gan.value, which tends to it"};
  }
};

inline constexpr Function<MixtureValueAtOptimum> mixture_value_at_optimum;

}  // namespace etalon::contract::gan
