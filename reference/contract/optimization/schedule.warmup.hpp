#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// A line up to η₀, then another schedule from its own start.
struct ScheduleWarmup : Schedule {
  enum class Variant { from_one, from_zero };

  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; std::int64_t warmup = 0; std::string then = "constant"; std::int64_t period = 1; T decay{}; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::warmup>({}, "w, how many steps the line takes").or_else("0"),
                                                     in::exact<&In<T>::then>({}, "constant, linear, cosine or exponential").or_else("constant"),
                                                     in::exact<&In<T>::period>({}, "T of linear and cosine").or_else("1"),
                                                     in::exact<&In<T>::decay>({}, "γ of exponential").or_else("1")});
  }
  template <class T> static auto outputs() {
    // The line: two roundings. After it what optimization.schedule.cosine needs, the most.
    return std::tuple{out::textbook<&Out<T>::rate>({}, 3, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.warmup",
            .summary = "η₀(t + 1)/w, or η₀t/w, for t < w; then the other schedule of t − w",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}) && at_least("warmup", 0) &&
                             one_of("then", std::vector<std::string>{"constant", "linear", "cosine", "exponential"}), "0 ≤ η₀ < ∞, w ≥ 0, the schedule is one of the four"},
                        {"C6", ClauseKind::precondition, at_least("period", 1) && within("decay", 0, 1), "T ≥ 1, 0 ≤ γ ≤ 1"},
                        {"C3", ClauseKind::law, "the line rises by η₀/w each step and meets the other schedule without a jump: step w takes η₀"},
                        {"C4", ClauseKind::law, "w = 0 is the other schedule; w steps on, it is the other schedule of t"},
                        {"C5", ClauseKind::error, "textbook, 3"}},
            .source = "Goyal, Dollár, Girshick et al., Accurate, large minibatch SGD: training ImageNet in 1 hour (2017), section 2.2",
            .variants = {{"from_one", "(t + 1)/w: no step of rate 0"},
                         {"from_zero", "t/w: the first step takes 0; Optax's linear_schedule from 0, Transformers"}},
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"LinearLR", "warmup_cosine_decay_schedule"}};
  }
};

inline constexpr Function<ScheduleWarmup> schedule_warmup;

}  // namespace etalon::contract::optimization
