#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// A decay by one factor in each step.
struct ScheduleExponential : Schedule {
  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; T decay{}; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::decay>({}, "γ").or_else("0.95")});
  }
  template <class T> static auto outputs() {
    // A power, which a library has within two u, and a product; taken in halves, where it vanishes by itself, it is one more.
    return std::tuple{out::inherent<&Out<T>::rate>({}, 4, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.exponential",
            .summary = "η₀·γᵗ",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}) && within("decay", 0, 1), "0 ≤ η₀ < ∞, 0 ≤ γ ≤ 1"},
                        {"C3", ClauseKind::law, "the first step takes η₀, each one after it γ times what the one before took"},
                        {"C4", ClauseKind::law, "it is optimization.schedule.step with s = 1; the product of the rates of steps t and t + 2 is the square of that between"},
                        {"C5", ClauseKind::error, "inherent, 4 roundings: one power, no chain of t products"}},
            .source = "PyTorch, torch.optim.lr_scheduler.ExponentialLR",
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"ExponentialLR"}};
  }
};

inline constexpr Function<ScheduleExponential> schedule_exponential;

}  // namespace etalon::contract::optimization
