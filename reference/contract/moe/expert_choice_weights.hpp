#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The weights of experts that choose, at the tokens that they chose: the softmax over a token's experts, picked by index.
struct ExpertChoiceWeights {
  template <class T> struct In { Tensor<T> logits; Tensor<std::int64_t> index; };
  template <class T> struct Out { Tensor<T> weights; };

  inline static const Count n{"n", 1}, c{"c"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({any_extent, n}, "the router's scores, a row for each token"), in::exact<&In<T>::index>({n, c}, "the tokens of each expert, 0 … t − 1")};
  }
  template <class T> static auto outputs() {
    // As nn.softmax.
    return std::tuple{out::inherent<&Out<T>::weights>({n, c}, n + 4, "C5", "softmax(logits) at each expert's tokens")};
  }
  static Statement statement() {
    return {.name = "moe.expert_choice_weights",
            .summary = "weights[i, j] = softmax(logits[index[i, j]])ᵢ",
            .clauses = {{"C1", ClauseKind::domain, finite("logits")},
                        {"C2", ClauseKind::precondition, in_range("index", "logits", 0), "each index is a token 0 … t − 1"},
                        {"C3", ClauseKind::law, "0 ≤ weights ≤ 1; where every expert takes every token once, they sum to t"},
                        {"C4", ClauseKind::law, "at the tokens that moe.expert_choice takes of the softmax, they are its weights"},
                        {"C5", ClauseKind::error, "inherent, n + 4 roundings"}},
            .source = "Zhou et al., Mixture-of-experts with expert choice routing, NeurIPS (2022), 3.2"};
  }
};

/// x̄[t, k] = Σ over the places (i, j) with index t of w̄[i, j]·pᵢ(δᵢₖ − pₖ): the index is held.
struct ExpertChoiceWeightsVjp : Vjp<ExpertChoiceWeights> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // As nn.softmax.vjp, of cotangents that are sums of at most n·c places.
    using P = ExpertChoiceWeights;
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * P::n + P::n * P::c + 6, "C5", "of the logits")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄[t, k] = pₖ(p̄ₖ − Σᵢ pᵢp̄ᵢ) of each token's softmax p, with p̄ᵢ the sum of w̄[i, j] over the places of expert i that have the token",
                       .clauses = {{"C3", ClauseKind::law, "a token's sum to 0; a token that no expert took has exactly 0"}, {"C5", ClauseKind::error, "textbook, 2n + nc + 6"}},
                       .source = "Zhou et al., NeurIPS (2022), 3.2"});
  }
};

inline constexpr Function<ExpertChoiceWeights> expert_choice_weights;
inline constexpr Function<ExpertChoiceWeightsVjp> expert_choice_weights_vjp;

}  // namespace etalon::contract::moe
