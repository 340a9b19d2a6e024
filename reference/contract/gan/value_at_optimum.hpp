#pragma once
#include "reference/contract/two_distributions.hpp"

namespace etalon::contract::gan {

/// V(D*, G) = Σ p log(p/(p + q)) + Σ q log(q/(p + q)).
struct ValueAtOptimum : TwoDistributions {
  template <class T> struct Out { T value; };

  template <class T> static auto outputs() {
    // A sum of n and a quotient for each weight; a quotient, a logarithm and a product for each term, 2n − 1 additions.
    return std::tuple{out::inherent<&Out<T>::value>({}, 3 * n + 4, "C7", "the value in nats")};
  }
  static Statement statement() {
    return {.name = "gan.value_at_optimum",
            .summary = "The game's value against the best discriminator: Σ p log(p/(p + q)) + Σ q log(q/(p + q)), of weights divided by their sums",
            .clauses = with({{"C4", ClauseKind::law, "it is −log 4 + 2·gan.jensen_shannon, and so from −log 4 to 0; −log 4 where p = q alone"},
                             {"C5", ClauseKind::law, "it is the game's value of gan.optimal_discriminator, and no other discriminator's is larger"},
                             {"C6", ClauseKind::law, "p = q with D = ½ is an equilibrium: there no other D gains, to no q does the generator gain, and the best discriminator's value grows with the square of a step away"},
                             {"C7", ClauseKind::error, "inherent, 3n + 4 roundings"}}),
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), theorem 1",
            .no_derivative = "the players follow the gradients of gan.value, which tends to it"};
  }
};

inline constexpr Function<ValueAtOptimum> value_at_optimum;

}  // namespace etalon::contract::gan
