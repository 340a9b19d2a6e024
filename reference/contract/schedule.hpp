#pragma once
#include "reference/contract/optimizer.hpp"

/// What schedules share: each is the rate of step t = 0, 1, …, a function of hyperparameters alone.
namespace etalon::contract {

struct Schedule {
  template <class T> struct Out { T rate{}; };

  /// The rate before any schedule, and the number of the step.
  template <class I> static auto start() {
    return std::tuple{in::exact<&I::learning_rate>({}, "η₀").or_else("0.1"), in::exact<&I::t>({}, "the number of this step: 0, 1, …")};
  }
  static Clause counts() { return {"C1", ClauseKind::precondition, at_least("t", 0)}; }
};

}  // namespace etalon::contract
