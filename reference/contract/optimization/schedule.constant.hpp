#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// One rate, after a start at a part of it.
struct ScheduleConstant : Schedule {
  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; T factor{}; std::int64_t steps = 0; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::factor>({}, "f, what part of η₀ the first steps take").or_else("1"),
                                                     in::exact<&In<T>::steps>({}, "s, how many they are").or_else("0")});
  }
  template <class T> static auto outputs() {
    // One product.
    return std::tuple{out::inherent<&Out<T>::rate>({}, 1, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.constant",
            .summary = "η₀f for t < s, then η₀",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "factor"}) && at_least("steps", 0), "0 ≤ η₀, f < ∞ and s ≥ 0"},
                        {"C3", ClauseKind::law, "f = 1 or s = 0: every step takes exactly η₀"},
                        {"C4", ClauseKind::law, "step s − 1 takes η₀f, step s exactly η₀"},
                        {"C5", ClauseKind::error, "inherent, one rounding"}},
            .source = "PyTorch, torch.optim.lr_scheduler.ConstantLR; Optax, optax.constant_schedule",
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"ConstantLR", "constant_schedule"}};
  }
};

inline constexpr Function<ScheduleConstant> schedule_constant;

}  // namespace etalon::contract::optimization
