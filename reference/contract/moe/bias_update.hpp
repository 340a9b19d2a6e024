#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// The biases of a gate after a batch: an expert with fewer tokens than the mean gains γ, one with more loses it.
struct BiasUpdate {
  template <class T> struct In { Tensor<T> bias; Tensor<std::int64_t> counts; T gamma = T(1) / T(1000); };
  template <class T> struct Out { Tensor<T> bias_next; };

  inline static const Count n{"n", 1};
  static constexpr std::int64_t most_tokens = std::int64_t{1} << 40;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::bias>({n}, "of each expert"), in::exact<&In<T>::counts>({n}, "how many tokens each had"), in::exact<&In<T>::gamma>({}, "γ, the speed").or_else("0.001")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::bias_next>({n}, "C6", "the biases for the next batch")};
  }
  static Statement statement() {
    return {.name = "moe.bias_update",
            .summary = "bᵢ + γ·sign(mean count − countᵢ)",
            .clauses = {{"C1", ClauseKind::precondition, finite("bias")},
                        {"C2", ClauseKind::precondition, within("counts", 0, most_tokens)},
                        {"C3", ClauseKind::precondition, finite("gamma") && not_negative("gamma")},
                        {"C4", ClauseKind::law, "an expert with as many tokens as the mean keeps its bias, and so do all where the counts are equal or γ is 0"},
                        {"C5", ClauseKind::law, "counts times a number, or with a number added, give the same; experts in another order have theirs in that order"},
                        {"C6", ClauseKind::error, "exact: one sum, and its sign from integers"}},
            .source = "Wang et al., Auxiliary-loss-free load balancing strategy for mixture-of-experts (2024), algorithm 1; DeepSeek-AI, DeepSeek-V3 technical report (2024), section 2.1.2",
            .no_derivative = "a step updates a state by counts, which have no derivative"};
  }
};

inline constexpr Function<BiasUpdate> bias_update;

}  // namespace etalon::contract::moe
