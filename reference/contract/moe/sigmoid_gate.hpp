#pragma once
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// The k experts with the largest σ(logits) + bias, weighted without the bias: balance without an auxiliary loss.
struct SigmoidGate {
  template <class T> struct In { Tensor<T> logits, bias; std::int64_t k = 1; T scale = T(1); };
  template <class T> struct Out { Tensor<std::int64_t> index; Tensor<T> weights; };

  inline static const Count t{"t", 1}, n{"n", 1}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({t, n}, "the scores of the experts for each token, before the sigmoid"), in::exact<&In<T>::bias>({n}, "what is added to each expert's score for the choice alone"),
                      in::exact<&In<T>::k>({}, "how many experts a token goes to"), in::exact<&In<T>::scale>({}, "what the weights of a token sum to").or_else("1")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::index>({t, k}, "the experts, that with the largest σ(logit) + bias first"), out::laws<&Out<T>::weights>({t, k}, "what each of them counts")};
  }
  static Statement statement() {
    return {.name = "moe.sigmoid_gate",
            .summary = "the k largest σ(logits) + bias of each token, and moe.sigmoid_gate_weights of them: the bias steers the choice alone",
            .clauses = {{"C1", ClauseKind::precondition, finite({"logits", "bias"})},
                        {"C2", ClauseKind::precondition, Gate::choosable("logits", 1)},
                        {"C3", ClauseKind::precondition, finite("scale") && not_negative("scale")},
                        {"C4", ClauseKind::law, "no expert twice, and none left out or behind whose σ(logit) + bias is larger by more than nn.sigmoid's bound and the sum's rounding; of those "
                                                "with the same logit and bias the lowest index first"},
                        {"C5", ClauseKind::error, "the weights are moe.sigmoid_gate_weights at the index as reported, within its bound"}},
            .source = "Wang et al., Auxiliary-loss-free load balancing strategy for mixture-of-experts (2024), section 3; DeepSeek-AI, DeepSeek-V3 technical report (2024), (12)–(16)",
            .no_derivative = "that of moe.sigmoid_gate_weights at the routes chosen; the bias has none, moe.bias_update moves it"};
  }
};

inline constexpr Function<SigmoidGate> sigmoid_gate;

}  // namespace etalon::contract::moe
