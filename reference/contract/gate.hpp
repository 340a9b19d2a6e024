#pragma once
#include <set>
#include <string>

#include "reference/contract/contract.hpp"

/// What gates share that choose k of n experts for each token.
namespace etalon::contract {

struct Gate {
  /// How the scores of the experts become the weights of those chosen.
  enum class Variant { softmax_then_top_k, softmax_then_top_k_renormalised, top_k_then_softmax };
  static std::vector<Convention> variants() {
    return {{"softmax_then_top_k", "the softmax over all experts, of those chosen: Switch"},
            {"softmax_then_top_k_renormalised", "the same divided by their sum"},
            {"top_k_then_softmax", "the softmax over those chosen: Mixtral; in exact arithmetic the same as renormalised"}};
  }

  /// From 1 to all of the experts, of which `scores` has as many as `axis` says.
  static Predicate choosable(const char* scores, std::size_t axis) {
    return {std::string("1 ≤ k ≤ n"), [=](const Inputs& in, std::size_t) -> Complaint {
              const std::int64_t k = in.integer("k"), n = in.shape(scores).at(axis);
              if (k >= 1 && k <= n) return std::nullopt;
              return "k is " + std::to_string(k) + " of " + std::to_string(n) + " experts";
            }};
  }
  /// The experts of a token are within range, and none comes twice.
  static Predicate routes(const char* scores, std::size_t axis) {
    return in_range("index", scores, axis) && Predicate("no expert twice for a token", [](const Inputs& in, std::size_t) -> Complaint {
      const auto& index = in.integers("index");
      for (std::int64_t r = 0; r < index.shape[0]; ++r) {
        std::set<std::int64_t> chosen;
        for (std::int64_t j = 0; j < index.shape[1]; ++j)
          if (!chosen.insert(index(static_cast<std::size_t>(r), static_cast<std::size_t>(j))).second) return "token " + std::to_string(r) + " goes to an expert twice";
      }
      return std::nullopt;
    });
  }
};

}  // namespace etalon::contract
