#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// A decay as 1/t.
struct ScheduleInverseTime : Schedule {
  enum class Variant { continuous, staircase };

  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; T decay{}; std::int64_t period = 1; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::decay>({}, "k").or_else("0.001"),
                                                     in::exact<&In<T>::period>({}, "s, how many steps k is for").or_else("1")});
  }
  template <class T> static auto outputs() {
    // t/s, a product, a sum and a quotient, t itself rounded.
    return std::tuple{out::inherent<&Out<T>::rate>({}, 5, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.inverse_time",
            .summary = "η₀/(1 + k·t/s), or with ⌊t/s⌋",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "decay"}) && at_least("period", 1), "0 ≤ η₀, k < ∞, s ≥ 1"},
                        {"C3", ClauseKind::law, "the first step takes η₀; s steps on, η₀/η is k more"},
                        {"C4", ClauseKind::law, "where s divides t both conventions agree; k = 0 leaves the rate as it is; it never exceeds η₀"},
                        {"C5", ClauseKind::error, "inherent, 5 roundings"}},
            .source = "Robbins and Monro, A stochastic approximation method (1951); Keras, InverseTimeDecay",
            .variants = {{"continuous", "t/s: Keras' InverseTimeDecay, the lr_decay of PyTorch's Adagrad with s = 1"},
                         {"staircase", "⌊t/s⌋: Keras with staircase"}},
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"InverseTimeDecay"}};
  }
};

inline constexpr Function<ScheduleInverseTime> schedule_inverse_time;

}  // namespace etalon::contract::optimization
