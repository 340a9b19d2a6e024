#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// Every entry of every gradient clipped to [−c, c].
struct ClipByValue {
  template <class T> struct In { TensorList<T> gradients; T limit{}; };
  template <class T> struct Out { TensorList<T> clipped; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::gradients>(Any{}, "of every parameter, of any shapes"), in::exact<&In<T>::limit>({}, "c")};
  }
  template <class T> static auto outputs() { return std::tuple{out::exact<&Out<T>::clipped>(Any{}, "C5", "gradients of the given shapes")}; }
  static Statement statement() {
    return {.name = "optimization.clip_by_value",
            .summary = "min(max(g, −c), c), entry by entry",
            .clauses = {{"C1", ClauseKind::domain, not_nan("gradients")},
                        {"C2", ClauseKind::precondition, rates({"limit"}), "0 ≤ c < ∞"},
                        {"C3", ClauseKind::law, "no entry is larger than c in size, and one that is not larger stays as it is"},
                        {"C4", ClauseKind::law, "odd, and never decreasing; clipped again it stays as it is"},
                        {"C5", ClauseKind::error, "exact: nothing is rounded"}},
            .source = "Mikolov, Statistical language models based on neural networks (2012), section 3.2.2; PyTorch, torch.nn.utils.clip_grad_value_",
            .no_derivative = "gradients are clipped on their way to a step, and training does not differentiate through it",
            .aliases = {"clip_grad_value_"}};
  }
};

inline constexpr Function<ClipByValue> clip_by_value;

}  // namespace etalon::contract::optimization
