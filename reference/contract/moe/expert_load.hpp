#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// How many tokens each of n experts has.
struct ExpertLoad {
  template <class T> struct In { Tensor<std::int64_t> assignment, mask; std::int64_t n = 1; };
  template <class T> struct Out { Tensor<std::int64_t> load; };

  inline static const Count t{"t"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::assignment>({t, any_extent}, "the experts, 0 … n − 1, that each token goes to; −1 where it is dropped"), in::exact<&In<T>::mask>({t}, "1 where a token counts, 0 where it is padding"),
                      in::exact<&In<T>::n>({}, "how many experts there are")};
  }
  template <class T> static auto outputs() { return std::tuple{out::laws<&Out<T>::load>({n}, "the tokens of each expert")}; }
  static Complaint beyond(const Inputs& in, std::size_t) {
    for (const std::int64_t i : in.integers("assignment"))
      if (i < -1 || i >= in.integer("n")) return "there is no expert " + std::to_string(i);
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "moe.expert_load",
            .summary = "loadᵢ = the tokens that count and go to expert i",
            .clauses = {{"C1", ClauseKind::precondition, at_least("n", 1)},
                        {"C2", ClauseKind::precondition, Predicate("each assignment is an expert 0 … n − 1, or −1", beyond)},
                        {"C3", ClauseKind::precondition, within("mask", 0, 1), "each mask is 0 or 1"},
                        {"C4", ClauseKind::law, "each load is the number of its tokens; together with those dropped they are k for each token that counts"}},
            .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), (5)",
            .no_derivative = "integers",
            .aliases = {"tokens_per_expert", "bincount"}};
  }
};

inline constexpr Function<ExpertLoad> expert_load;

}  // namespace etalon::contract::moe
