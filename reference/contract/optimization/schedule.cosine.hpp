#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// Half a cosine from η₀ down to η_min.
struct ScheduleCosine : Schedule {
  enum class Variant { clamped, restarts, periodic };

  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; std::int64_t period = 1; T least{}; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::period>({}, "T, how many steps half a cosine takes"),
                                                     in::exact<&In<T>::least>({}, "η_min").or_else("0")});
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once, π not at all; a library's cosine may be off by two u instead of one.
    return std::tuple{out::textbook<&Out<T>::rate>({}, 3, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.cosine",
            .summary = "η_min + ½(η₀ − η_min)(1 + cos(πt/T)); after step T it stays, starts again, or goes back up",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "least"}) && at_least("period", 1), "0 ≤ η₀, η_min < ∞, T ≥ 1"},
                        {"C3", ClauseKind::law, "the first step takes η₀, and step T η_min; clamped takes it ever after, restarts η₀ again, periodic comes back to η₀ at 2T"},
                        {"C4", ClauseKind::law, "the rates of steps t and T − t add up to η₀ + η_min; every rate lies between the two"},
                        {"C5", ClauseKind::error, "textbook, 3: near T the cosine cancels with 1"}},
            .source = "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, ICLR (2017), equation 5",
            .variants = {{"clamped", "t no more than T: Optax's cosine_decay_schedule, Keras' CosineDecay"},
                         {"restarts", "t modulo T: SGDR, PyTorch's CosineAnnealingWarmRestarts"},
                         {"periodic", "the cosine goes on: PyTorch's CosineAnnealingLR"}},
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"CosineAnnealingLR", "cosine_decay_schedule"}};
  }
};

inline constexpr Function<ScheduleCosine> schedule_cosine;

}  // namespace etalon::contract::optimization
