#pragma once
#include <set>

#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The auxiliary loss where each token goes to k experts, some tokens are padding, and sequences or micro-batches may be balanced each for itself.
struct TopKLoadBalanceLoss {
  enum class Variant { over_choices, over_tokens, unscaled };

  template <class T> struct In {
    Tensor<T> probabilities;
    Tensor<std::int64_t> assignment, mask, group;
    T alpha = T(1) / T(100);
  };
  template <class T> struct Out { T loss; };

  inline static const Count t{"t", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::probabilities>({t, n}, "the router's probability of each expert for each token"),
                      in::exact<&In<T>::assignment>({t, any_extent}, "the experts, 0 … n − 1, that each token goes to"), in::exact<&In<T>::mask>({t}, "1 where a token counts, 0 where it is padding"),
                      in::exact<&In<T>::group>({t}, "the sequence or micro-batch that a token is of; the same for all: balance over the batch"),
                      in::exact<&In<T>::alpha>({}, "α, the weight of the loss").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    // P has t − 1 additions and a quotient; f a quotient, f·P a product, n − 1 additions; α·n and its product; and of groups, at most t of them, a sum and a quotient.
    return std::tuple{out::inherent<&Out<T>::loss>({}, 2 * t + n + 4, "C10", "the auxiliary loss")};
  }
  static Complaint twice(const Inputs& in, std::size_t) {
    const Tensor<std::int64_t>& assignment = in.integers("assignment");
    if (assignment.shape[1] == 0) return "k is 0";
    for (std::int64_t i = 0; i < assignment.shape[0]; ++i) {
      std::set<std::int64_t> seen;
      for (std::int64_t j = 0; j < assignment.shape[1]; ++j)
        if (!seen.insert(assignment(i, j)).second) return "token " + std::to_string(i) + " goes to expert " + std::to_string(assignment(i, j)) + " twice";
    }
    return std::nullopt;
  }
  static Complaint all_padding(const Inputs& in, std::size_t) {
    for (const std::int64_t counts : in.integers("mask"))
      if (counts != 0) return std::nullopt;
    return "every token is padding";
  }
  static Statement statement() {
    return {.name = "moe.top_k_load_balance_loss",
            .summary = "α n Σᵢ fᵢPᵢ over the tokens that are no padding: fᵢ the share of their choices, or of the tokens, that expert i has, Pᵢ its mean probability; the mean over the groups",
            .clauses = {{"C1", ClauseKind::precondition, finite("probabilities") && not_negative("probabilities"), "the probabilities are finite and not negative"},
                        {"C2", ClauseKind::precondition, in_range("assignment", "probabilities", 1) && Predicate("each token goes to an expert, and to none twice", twice), "each token goes to k different experts of 0 … n − 1"},
                        {"C3", ClauseKind::precondition, within("mask", 0, 1), "each mask is 0 or 1"},
                        {"C4", ClauseKind::precondition, finite("alpha") && not_negative("alpha"), "α is finite and not negative"},
                        {"C5", ClauseKind::domain, Predicate("a token counts: of padding alone there is no mean", all_padding)},
                        {"C6", ClauseKind::law, "k = 1 without padding in one group is moe.load_balance_loss: scaled as over_choices and over_tokens, or unscaled"},
                        {"C7", ClauseKind::law, "over_tokens is k times over_choices, which is n times unscaled; what padding holds does not matter"},
                        {"C8", ClauseKind::law, "it is the mean of the losses of the groups that have a token, each by itself"},
                        {"C9", ClauseKind::law, "uniform probabilities give α over choices, α·k over tokens, α/n unscaled, whatever the assignment; the loss is linear in the probabilities"},
                        {"C10", ClauseKind::error, "inherent, 2t + n + 4 roundings: every term is positive"},
                        {"C11", ClauseKind::law, "Σ fᵢ is 1, over tokens k: the loss lies between 0 and that times α·n times the largest probability that counts (unscaled: α times)"}},
            .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), (4)–(6); Jiang et al., Mixtral of experts (2024), and load_balancing_loss_func of transformers, for over_tokens; "
                      "DeepSeek-AI, DeepSeek-V3 technical report (2024), (17)–(20), for over_choices of each sequence",
            .variants = {{"over_choices", "f = counts/(tokens·k), α·n·Σ fᵢPᵢ: DeepSeek-V3"}, {"over_tokens", "f = counts/tokens, whose sum is k, α·n·Σ fᵢPᵢ: transformers"}, {"unscaled", "f = counts/(tokens·k), α·Σ fᵢPᵢ"}},
            .aliases = {"load_balancing_loss_func"}};
  }
};

/// p̄ₜᵢ = α·n·fᵢ/(the tokens that count in t's group, and the groups): the assignment, and so f, is held constant.
struct TopKLoadBalanceLossGradient : Gradient<TopKLoadBalanceLoss> {
  template <class T> struct Out { Tensor<T> grad_probabilities; };

  template <class T> static auto outputs() {
    // α·n, the fraction's quotient, that of the mean and of the groups, and three products.
    return std::tuple{out::inherent<&Out<T>::grad_probabilities>(7, "C10", "p̄")};
  }
  static Statement statement() {
    return derivative({.summary = "p̄ₜᵢ = α n fᵢ/(tokens·groups) where t counts, else 0: the gradient of the loss, with the shares f held constant",
                       .clauses = {{"C6", ClauseKind::law, "k = 1 without padding in one group is moe.load_balance_loss.gradient"},
                                   {"C7", ClauseKind::law, "it does not depend on the probabilities, and is not negative; padding, and an expert that no token of the group has, has exactly 0"},
                                   {"C8", ClauseKind::law, "Σ p̄ₜᵢ pₜᵢ is the loss itself"},
                                   {"C10", ClauseKind::error, "inherent, 7 roundings"}},
                       .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.2"});
  }
};

inline constexpr Function<TopKLoadBalanceLoss> top_k_load_balance_loss;
inline constexpr Function<TopKLoadBalanceLossGradient> top_k_load_balance_loss_gradient;

}  // namespace etalon::contract::moe
