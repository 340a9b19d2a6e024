#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// How far the experts are from an equal share: of probabilities summed, or of counted tokens.
struct ExpertCollapse {
  template <class T> struct In { Tensor<T> load; };
  template <class T> struct Out { T entropy, largest_share, squared_variation; };

  inline static const Count n{"n", 1};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::load>({n}, "what each expert has: counts, or probabilities summed over the tokens")}; }
  template <class T> static auto outputs() {
    // The others' sum, its quotient by a load, log1p, a quotient and n − 1 additions; the same without a logarithm; as in tensor.variance, and a quotient twice.
    return std::tuple{out::inherent<&Out<T>::entropy>({}, 2 * n + 6, "C5", "−Σ s log s of the shares s, in nats"), out::inherent<&Out<T>::largest_share>({}, n + 3, "C5", "the largest of the shares"),
                      out::inherent<&Out<T>::squared_variation>({}, 3 * n + 8, "C5", "CV², the variance of the loads, over n, by the square of their mean")};
  }
  static Complaint nothing(const Inputs& in, std::size_t) {
    const Entries& load = in.real("load");
    for (std::size_t i = 0; i < load.size(); ++i)
      if (load.greater(i, 0)) return std::nullopt;
    return "every load is 0";
  }
  static Statement statement() {
    return {.name = "moe.expert_collapse",
            .summary = "of the shares s = load/Σ load: the entropy −Σ s log s, the largest, and CV² = n Σ s² − 1",
            .clauses = {{"C1", ClauseKind::precondition, finite("load") && not_negative("load"), "the loads are finite and not negative"},
                        {"C2", ClauseKind::domain, Predicate("a load is positive: nothing has no shares", nothing)},
                        {"C3", ClauseKind::law, "0 ≤ entropy ≤ log n, 1/n ≤ largest ≤ 1 and 0 ≤ CV² ≤ n − 1: the first and the last bounds are those of one expert that has all, the others those of equal loads"},
                        {"C4", ClauseKind::law, "of c times the loads, and of experts in another order, all three are the same; entropy ≥ −log largest; CV² is moe.importance_loss at w = 1"},
                        {"C5", ClauseKind::error, "inherent: 2n + 6 roundings of the entropy, n + 3 of the largest, 3n + 8 of CV²"}},
            .source = "Shazeer et al., Outrageously large neural networks, ICLR (2017), table 6, for CV and the largest load; Shannon, A mathematical theory of communication (1948)",
            .no_derivative = "it tells what training has done; what training minimises is moe.load_balance_loss or moe.importance_loss"};
  }
};

inline constexpr Function<ExpertCollapse> expert_collapse;

}  // namespace etalon::contract::moe
