#pragma once
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// What the experts that a token goes to count in a gate of sigmoids: the shares of those chosen in their sum, times a scale.
struct SigmoidGateWeights {
  template <class T> struct In { Tensor<T> logits; Tensor<std::int64_t> index; T scale = T(1); };
  template <class T> struct Out { Tensor<T> weights; };

  inline static const Count t{"t", 1}, k{"k", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, any_extent}, "the scores of the experts for each token, before the sigmoid"),
                      in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, that each token goes to"), in::exact<&In<T>::scale>({}, "what the weights of a token sum to").or_else("1")};
  }
  template <class T> static auto outputs() {
    // The logarithm of a sigmoid 4, nn.softmax over the chosen k + 4, and a product.
    return std::tuple{out::inherent<&Out<T>::weights>({t, k}, k + 9, "C6", "the weights of the experts chosen")};
  }
  static Statement statement() {
    return {.name = "moe.sigmoid_gate_weights",
            .summary = "scale·sᵢ/Σ s over the experts chosen, with s = σ(logits)",
            .clauses = {{"C1", ClauseKind::precondition, finite("logits")},
                        {"C2", ClauseKind::precondition, Gate::routes("logits", 1)},
                        {"C3", ClauseKind::precondition, finite("scale") && not_negative("scale")},
                        {"C4", ClauseKind::law, "0 ≤ weights ≤ scale, and they sum to scale"},
                        {"C5", ClauseKind::law, "weights·Σ s = scale·s with s of nn.sigmoid and the sum over the chosen; the scores of the others do not matter"},
                        {"C6", ClauseKind::error, "inherent, k + 9 roundings: a quotient of sigmoids that have underflowed is none"}},
            .source = "DeepSeek-AI, DeepSeek-V3 technical report (2024), (12)–(16); Wang et al., Auxiliary-loss-free load balancing strategy for mixture-of-experts (2024)"};
  }
};

/// Through the quotient and the sigmoids at the routes, which are held.
struct SigmoidGateWeightsVjp : Vjp<SigmoidGateWeights> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // As nn.softmax.vjp over the chosen; a sigmoid and two products more.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * SigmoidGateWeights::k + 16, "C6", "of the scores; 0 of experts that are not chosen")};
  }
  static Statement statement() {
    return derivative({.summary = "wᵢ(w̄ᵢ − Σ wⱼw̄ⱼ/scale)·σ(−logitᵢ) of the experts chosen",
                       .clauses = {{"C4", ClauseKind::law, "an expert that is not chosen has exactly 0; where one is chosen, it has 0 too"},
                                   {"C5", ClauseKind::law, "Σ over the chosen of logits̄/σ(−logits) is 0"},
                                   {"C6", ClauseKind::error, "textbook, 2k + 16"}},
                       .source = "DeepSeek-AI, DeepSeek-V3 technical report (2024), section 2.1.2"});
  }
};

inline constexpr Function<SigmoidGateWeights> sigmoid_gate_weights;
inline constexpr Function<SigmoidGateWeightsVjp> sigmoid_gate_weights_vjp;

}  // namespace etalon::contract::moe
