#pragma once
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// The k experts with the largest scores for each token, and what they count.
struct TopKGate : Gate {
  template <class T> struct In { Tensor<T> logits; std::int64_t k = 1; };
  template <class T> struct Out { Tensor<std::int64_t> index; Tensor<T> weights; };

  inline static const Count t{"t", 1}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, any_extent}, "the scores of the experts for each token, in nats"), in::exact<&In<T>::k>({}, "how many experts a token goes to")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::index>({t, k}, "the experts, that with the largest score first"), out::laws<&Out<T>::weights>({t, k}, "what each of them counts")};
  }
  static Statement statement() {
    return {.name = "moe.top_k_gate",
            .summary = "the k largest scores of each token, the lowest index first of those that are equal, and moe.gate_weights of them",
            .clauses = {{"C1", ClauseKind::precondition, finite("logits")},
                        {"C2", ClauseKind::precondition, choosable("logits", 1)},
                        {"C3", ClauseKind::law, "no expert twice, none left out or behind with a larger score, and of those with the same the lowest index first; where the softmax comes "
                                                "before the choice, its rounding may break ties: then no probability may be larger than one that comes before it by more than the bounds of both"},
                        {"C4", ClauseKind::error, "the weights are moe.gate_weights at the index as reported, within its bound"}},
            .source = "Shazeer et al., ICLR (2017), (3)–(5); Fedus, Zoph and Shazeer, JMLR 23 (2022), (1); Jiang et al., Mixtral of experts (2024), section 2",
            .variants = variants(),
            .no_derivative = "that of moe.gate_weights at the routes chosen",
            .aliases = {"top_k_gating"}};
  }
};

inline constexpr Function<TopKGate> top_k_gate;

}  // namespace etalon::contract::moe
