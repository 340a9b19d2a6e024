#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// A decay by the same factor every s steps.
struct ScheduleStep : Schedule {
  enum class Variant { staircase, continuous };

  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; T decay{}; std::int64_t period = 1; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::decay>({}, "γ").or_else("0.1"),
                                                     in::exact<&In<T>::period>({}, "s, how many steps one decay takes").or_else("30")});
  }
  template <class T> static auto outputs() {
    // T counts a power once; a library has it within two u, and in continuous t/s is one rounding more.
    return std::tuple{out::textbook<&Out<T>::rate>({}, 2, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.step",
            .summary = "η₀·γ^⌊t/s⌋, or η₀·γ^(t/s)",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}) && within("decay", 0, 1) && at_least("period", 1), "0 ≤ η₀ < ∞, 0 ≤ γ ≤ 1, s ≥ 1"},
                        {"C3", ClauseKind::law, "the first step takes η₀; s steps on, the rate is γ times what it was; where s divides t both conventions agree"},
                        {"C4", ClauseKind::law, "in staircase, steps ks … ks + s − 1 take one rate; the rate never exceeds η₀"},
                        {"C5", ClauseKind::error, "textbook, 2: the exponent t/s, times log γ, is not exact"}},
            .source = "PyTorch, torch.optim.lr_scheduler.StepLR; Optax, optax.exponential_decay with staircase",
            .variants = {{"staircase", "γ^⌊t/s⌋: PyTorch's StepLR, staircase of Optax and Keras"},
                         {"continuous", "γ^(t/s): exponential_decay of Optax, ExponentialDecay of Keras"}},
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"StepLR", "exponential_decay"}};
  }
};

inline constexpr Function<ScheduleStep> schedule_step;

}  // namespace etalon::contract::optimization
