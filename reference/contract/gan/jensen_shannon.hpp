#pragma once
#include "reference/contract/two_distributions.hpp"

namespace etalon::contract::gan {

/// ½KL(p ‖ m) + ½KL(q ‖ m) with m = ½(p + q).
struct JensenShannon : TwoDistributions {
  template <class T> struct Out { T divergence; };

  template <class T> static auto outputs() {
    // A sum of n and a quotient for each weight; two logarithms, their arguments of three roundings, two products and three sums; n − 1 additions.
    return std::tuple{out::inherent<&Out<T>::divergence>({}, 2 * n + 9, "C6", "the divergence in nats")};
  }
  static Statement statement() {
    return {.name = "gan.jensen_shannon",
            .summary = "½ Σ p log(p/m) + ½ Σ q log(q/m) with m = ½(p + q), of weights divided by their sums",
            .clauses = with({{"C4", ClauseKind::law, "0 ≤ divergence ≤ log 2: 0 where both are the same distribution alone, log 2 where they share no point"},
                             {"C5", ClauseKind::law, "it is symmetric, and no scale of p or q changes it"},
                             {"C6", ClauseKind::error, "inherent, 2n + 9 roundings: of distributions that are nearly the same p log(p/m) and q log(q/m) cancel, and only log1p of (p − q)/(p + q) keeps their digits"}}),
            .source = "Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37 (1991); Goodfellow et al., Generative adversarial nets, NIPS (2014), (6)",
            .no_derivative = "the players follow the gradients of gan.value, which tends to it",
            .aliases = {"jensenshannon", "js_divergence"}};
  }
};

inline constexpr Function<JensenShannon> jensen_shannon;

}  // namespace etalon::contract::gan
