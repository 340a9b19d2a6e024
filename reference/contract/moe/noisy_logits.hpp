#pragma once
#include "reference/contract/noisy_gate.hpp"

namespace etalon::contract::moe {

/// H = x·gateᵀ + ε∘softplus(x·w_noiseᵀ): scores with noise of a learnt size.
struct NoisyLogits : NoisyGate {
  template <class T> struct In { Tensor<T> x, gate, noise_weights, noise; };
  template <class T> struct Out { Tensor<T> h; };

  template <class T> static auto inputs() { return noisy<In<T>>(); }
  template <class T> static auto outputs() {
    // A sum of d products, each as if a weight were off by a last bit; nn.softplus 4, a product and a sum.
    return std::tuple{out::inherent<&Out<T>::h>({t, n}, d + 6, "C4", "the noisy score of each expert for each token")};
  }
  static Statement statement() {
    return {.name = "moe.noisy_logits",
            .summary = "H = x·gateᵀ + ε∘softplus(x·w_noiseᵀ)",
            .clauses = {all_finite(),
                        {"C2", ClauseKind::law, "without noise it is nn.linear of the gate; twice ε is twice as far from that"},
                        {"C3", ClauseKind::law, "ε times nn.softplus of nn.linear more than nn.linear; −ε gives as much less"},
                        {"C4", ClauseKind::error, "inherent, d + 6 roundings"}},
            .source = "Shazeer et al., Outrageously large neural networks: the sparsely-gated mixture-of-experts layer, ICLR (2017), (4)"};
  }
};

/// h̄ to the gate, h̄∘ε∘σ(x·w_noiseᵀ) to the noise's weights, and both to x.
struct NoisyLogitsVjp : Vjp<NoisyLogits> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_noise_weights; };

  template <class T> static auto outputs() {
    using P = NoisyLogits;
    // T counts a rounding once; sums of d products, of experts and of tokens in another order, and a sigmoid.
    const Count c = P::d + 2 * P::n + P::t + 10;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C4", "h̄·gate + (h̄∘ε∘σ)·w_noise"), out::textbook<&Out<T>::grad_gate>(c, "C4", "h̄ᵀx"), out::textbook<&Out<T>::grad_noise_weights>(c, "C4", "(h̄∘ε∘σ)ᵀx")};
  }
  static Statement statement() {
    return derivative({.summary = "h̄ᵀx for the gate, (h̄∘ε∘σ(x·w_noiseᵀ))ᵀx for the noise's weights, and h̄·gate + (h̄∘ε∘σ)·w_noise for x",
                       .clauses = {{"C2", ClauseKind::law, "without noise nn.linear.vjp of the gate, and 0 for the noise's weights"},
                                   {"C3", ClauseKind::law, "nn.linear.vjp of both, the second after nn.softplus.vjp"},
                                   {"C4", ClauseKind::error, "textbook, d + 2n + t + 10"}},
                       .source = "Shazeer et al., ICLR (2017), (4)"});
  }
};

inline constexpr Function<NoisyLogits> noisy_logits;
inline constexpr Function<NoisyLogitsVjp> noisy_logits_vjp;

}  // namespace etalon::contract::moe
