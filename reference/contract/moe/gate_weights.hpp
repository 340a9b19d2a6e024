#pragma once
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// What the experts that a token goes to count, by its scores.
struct GateWeights : Gate {
  template <class T> struct In { Tensor<T> logits; Tensor<std::int64_t> index; };
  template <class T> struct Out { Tensor<T> weights; };

  inline static const Count t{"t", 1}, n{"n", 1}, k{"k", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, n}, "the scores of the experts for each token, in nats"), in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, that each token goes to")};
  }
  template <class T> static auto outputs() {
    // Those of nn.softmax; a sum of k and a quotient where they are divided by it.
    return std::tuple{out::inherent<&Out<T>::weights>({t, k}, n + k + 6, "C5", "the weights of the experts chosen")};
  }
  static Statement statement() {
    return {.name = "moe.gate_weights",
            .summary = "the softmax of the scores at the experts chosen: over all experts, that divided by its sum over the chosen, or over the chosen alone",
            .clauses = {{"C1", ClauseKind::precondition, finite("logits")},
                        {"C2", ClauseKind::precondition, routes("logits", 1)},
                        {"C3", ClauseKind::law, "nn.softmax of all scores or of those chosen; where all experts are, the three conventions are one, and where one is, the latter two weigh it 1"},
                        {"C4", ClauseKind::law, "0 ≤ weights ≤ 1; they sum to 1, or to no more in softmax_then_top_k"},
                        {"C5", ClauseKind::error, "inherent, n + k + 6 roundings"}},
            .source = "Shazeer et al., ICLR (2017), (3)–(5); Fedus, Zoph and Shazeer, JMLR 23 (2022), (1); Jiang et al., Mixtral of experts (2024), section 2",
            .variants = variants()};
  }
};

/// Through the softmax at the routes, which are held.
struct GateWeightsVjp : Vjp<GateWeights> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    using P = GateWeights;
    // As nn.softmax.vjp, whose sums are over all experts; the quotient adds one over the chosen.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * P::n + 2 * P::k + 8, "C5", "of the scores")};
  }
  static Statement statement() {
    return derivative({.summary = "nn.softmax.vjp over all experts, with 0 for the weights of those that are not chosen, or over the chosen",
                       .clauses = {{"C3", ClauseKind::law, "nn.softmax.vjp of the scores, of all or of the chosen: then the others have exactly 0"},
                                   {"C4", ClauseKind::law, "the gradients of a token sum to 0"},
                                   {"C5", ClauseKind::error, "textbook, 2n + 2k + 8"}},
                       .source = "Bridle (1990); Shazeer et al., ICLR (2017), section 2.1: the gate learns through the weights of the experts chosen"});
  }
};

inline constexpr Function<GateWeights> gate_weights;
inline constexpr Function<GateWeightsVjp> gate_weights_vjp;

}  // namespace etalon::contract::moe
