#pragma once
#include "reference/contract/optimization/clip_by_value.hpp"

namespace etalon::contract::gan {

/// Every weight of the critic clipped to [−c, c] after its step.
struct WeightClip {
  template <class T> struct In { TensorList<T> weights; T limit{}; };
  template <class T> struct Out { TensorList<T> clipped; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::weights>(Any{}, "of every layer, of any shapes"), in::exact<&In<T>::limit>({}, "c").or_else("0.01")};
  }
  template <class T> static auto outputs() { return std::tuple{out::exact<&Out<T>::clipped>(Any{}, "C5", "weights of the given shapes")}; }
  static Statement statement() {
    return {.name = "gan.weight_clip",
            .summary = "min(max(w, −c), c), entry by entry, of every weight of a critic",
            .clauses = {{"C1", ClauseKind::domain, not_nan("weights")},
                        {"C2", ClauseKind::precondition, rates({"limit"}), "0 ≤ c < ∞"},
                        {"C3", ClauseKind::law, "no weight is larger than c in size, and one that is not larger stays as it is; clipped again it stays as it is"},
                        {"C4", ClauseKind::law, "it is optimization.clip_by_value of weights; a linear critic with inputs of n entries is then c·n-Lipschitz in the largest of them"},
                        {"C5", ClauseKind::error, "exact: nothing is rounded"}},
            .source = "Arjovsky, Chintala and Bottou, Wasserstein generative adversarial networks, ICML (2017), algorithm 1",
            .no_derivative = "weights are clipped after a step, and training does not differentiate through it",
            .aliases = {"clip_weights"}};
  }
};

inline constexpr Function<WeightClip> weight_clip;

}  // namespace etalon::contract::gan
