#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::gan {

/// D* = p/(p + q), the discriminator to which no other is preferred.
struct OptimalDiscriminator {
  template <class T> struct In { Tensor<T> p; Tensor<T> q; };
  template <class T> struct Out { Tensor<T> d; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::p>({n}, "densities or weights of real samples"), in::data<&In<T>::q>({n}, "those of generated samples, at the same points")};
  }
  template <class T> static auto outputs() {
    // A quotient, 1 + it, a quotient.
    return std::tuple{out::inherent<&Out<T>::d>({n}, 3, "C6", "D*")};
  }
  static Complaint nowhere(const Inputs& in, std::size_t) {
    const Entries &p = in.real("p"), &q = in.real("q");
    for (std::size_t i = 0; i < p.size(); ++i)
      if (!p.greater(i, 0) && !q.greater(i, 0)) return "p[" + std::to_string(i) + "] and q[" + std::to_string(i) + "] are 0";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "gan.optimal_discriminator",
            .summary = "D* = p/(p + q): the discriminator of the largest value against a fixed generator",
            .clauses = {{"C1", ClauseKind::domain, finite({"p", "q"})},
                        {"C2", ClauseKind::precondition, not_negative("p") && not_negative("q")},
                        {"C3", ClauseKind::domain, Predicate{"p + q > 0 at each point: where neither has any weight, every answer is as good", nowhere}},
                        {"C4", ClauseKind::law, "0 ≤ D* ≤ 1, and D* = ½ where p = q alone; with p and q exchanged it is 1 − D*; their common scale changes nothing"},
                        {"C5", ClauseKind::law, "p log D + q log(1 − D) is largest at D*, among all D in [0, 1]"},
                        {"C6", ClauseKind::error, "inherent, 3 roundings, also where p + q overflows"}},
            .source = "Goodfellow et al., Generative adversarial nets, NIPS (2014), proposition 1",
            .no_derivative = "it is where the discriminator's training tends to, and nobody trains through it"};
  }
};

inline constexpr Function<OptimalDiscriminator> optimal_discriminator;

}  // namespace etalon::contract::gan
