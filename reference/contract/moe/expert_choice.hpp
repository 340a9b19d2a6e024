#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The experts choose: each takes the c tokens that are surest of it, so that all have the same load.
struct ExpertChoice {
  template <class T> struct In { Tensor<T> probabilities; std::int64_t c = 1; };
  template <class T> struct Out { Tensor<std::int64_t> index; Tensor<T> weights; };

  inline static const Count n{"n", 1}, c{"c"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::probabilities>({any_extent, n}, "the router's probability of each expert for each token"), in::exact<&In<T>::c>({}, "the tokens of each expert: t·factor/n")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::index>({n, c}, "the tokens of each expert, the surest first"), out::exact<&Out<T>::weights>({n, c}, "C3", "their probabilities")};
  }
  static Complaint too_many(const Inputs& in, std::size_t) {
    if (in.integer("c") >= 0 && in.integer("c") <= in.shape("probabilities").at(0)) return std::nullopt;
    return "c is " + std::to_string(in.integer("c"));
  }
  static Statement statement() {
    return {.name = "moe.expert_choice",
            .summary = "for each expert the c tokens of its largest probabilities, the largest first, and those probabilities",
            .clauses = {{"C1", ClauseKind::precondition, finite("probabilities")},
                        {"C2", ClauseKind::domain, Predicate("c is from 0 to the tokens", too_many)},
                        {"C3", ClauseKind::error, "exact"},
                        {"C4", ClauseKind::law, "the probability of the token at each index is the weight, no token comes twice to an expert, and no token left out has a larger one; of equal ones the lower index comes first"},
                        {"C5", ClauseKind::law, "c = t gives each expert every token; it is tensor.top_k along the tokens"}},
            .source = "Zhou et al., Mixture-of-experts with expert choice routing, NeurIPS (2022), 3.2",
            .no_derivative = "a choice by integers; at the tokens chosen, moe.expert_choice_weights has one"};
  }
};

inline constexpr Function<ExpertChoice> expert_choice;

}  // namespace etalon::contract::moe
