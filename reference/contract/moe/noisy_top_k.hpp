#pragma once
#include "reference/contract/noisy_gate.hpp"

namespace etalon::contract::moe {

/// The k experts with the largest noisy scores for each token, and their softmax.
struct NoisyTopK : NoisyGate {
  template <class T> struct In { Tensor<T> x, gate, noise_weights, noise; std::int64_t k = 1; };
  template <class T> struct Out { Tensor<std::int64_t> index; Tensor<T> weights; };

  inline static const Count k{"k"};

  template <class T> static auto inputs() { return std::tuple_cat(noisy<In<T>>(), std::tuple{in::exact<&In<T>::k>({}, "how many experts a token goes to")}); }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::index>({t, k}, "the experts, that with the largest score first"), out::laws<&Out<T>::weights>({t, k}, "what each of them counts")};
  }
  static Statement statement() {
    return {.name = "moe.noisy_top_k",
            .summary = "the k largest of H = x·gateᵀ + ε∘softplus(x·w_noiseᵀ) for each token, and the softmax over them",
            .clauses = {all_finite(),
                        {"C2", ClauseKind::precondition, Gate::choosable("gate", 0)},
                        {"C3", ClauseKind::law, "no expert twice, and none left out or behind whose score is larger by more than moe.noisy_logits' bounds of both"},
                        {"C4", ClauseKind::error, "the weights are moe.noisy_gate_weights at the index as reported, within its bound"}},
            .source = "Shazeer et al., Outrageously large neural networks: the sparsely-gated mixture-of-experts layer, ICLR (2017), (3)–(5)",
            .no_derivative = "that of moe.noisy_gate_weights at the routes chosen",
            .aliases = {"noisy_top_k_gating"}};
  }
};

inline constexpr Function<NoisyTopK> noisy_top_k;

}  // namespace etalon::contract::moe
