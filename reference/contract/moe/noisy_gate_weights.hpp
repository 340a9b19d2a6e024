#pragma once
#include "reference/contract/noisy_gate.hpp"

namespace etalon::contract::moe {

/// What the experts that a token goes to count, by noisy scores: their softmax over those chosen.
struct NoisyGateWeights : NoisyGate {
  template <class T> struct In { Tensor<T> x, gate, noise_weights, noise; Tensor<std::int64_t> index; };
  template <class T> struct Out { Tensor<T> weights; };

  inline static const Count k{"k", 1};

  template <class T> static auto inputs() {
    return std::tuple_cat(noisy<In<T>>(), std::tuple{in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, that each token goes to")});
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of d products, and of the chosen, in another order, and functions off by six u.
    return std::tuple{out::textbook<&Out<T>::weights>({t, k}, d + k + 12, "C4", "the weights of the experts chosen")};
  }
  static Statement statement() {
    return {.name = "moe.noisy_gate_weights",
            .summary = "softmax over the experts chosen of H = x·gateᵀ + ε∘softplus(x·w_noiseᵀ)",
            .clauses = {all_finite(),
                        {"C2", ClauseKind::precondition, Gate::routes("gate", 0)},
                        {"C3", ClauseKind::law, "moe.gate_weights, of the chosen alone, of moe.noisy_logits"},
                        {"C4", ClauseKind::error, "textbook, d + k + 12"}},
            .source = "Shazeer et al., ICLR (2017), (3)–(5)"};
  }
};

/// Through the softmax at the routes, which are held, and the scores.
struct NoisyGateWeightsVjp : Vjp<NoisyGateWeights> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_noise_weights; };

  template <class T> static auto outputs() {
    using P = NoisyGateWeights;
    // As moe.gate_weights.vjp, then moe.noisy_logits.vjp.
    const Count c = 2 * P::d + 2 * P::n + P::t + 2 * P::k + 20;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C4", "x̄"), out::textbook<&Out<T>::grad_gate>(c, "C4", "of the gate"), out::textbook<&Out<T>::grad_noise_weights>(c, "C4", "of the noise's size")};
  }
  static Statement statement() {
    return derivative({.summary = "moe.gate_weights.vjp of the chosen alone, then moe.noisy_logits.vjp",
                       .clauses = {{"C3", ClauseKind::law, "moe.gate_weights.vjp, then moe.noisy_logits.vjp; an expert that no token goes to has gradient 0"},
                                   {"C4", ClauseKind::error, "textbook, 2d + 2n + t + 2k + 20"}},
                       .source = "Shazeer et al., ICLR (2017), section 2.1: the gate learns through the weights of the experts chosen"});
  }
};

inline constexpr Function<NoisyGateWeights> noisy_gate_weights;
inline constexpr Function<NoisyGateWeightsVjp> noisy_gate_weights_vjp;

}  // namespace etalon::contract::moe
