#pragma once
#include "reference/contract/schedule.hpp"

namespace etalon::contract::optimization {

/// A power of what is left of T steps.
struct SchedulePolynomial : Schedule {
  enum class Variant { clamped, cycles };

  template <class T> struct In { T learning_rate{}; std::int64_t t = 0; std::int64_t period = 1; T power{}; T least{}; };

  template <class T> static auto inputs() {
    return std::tuple_cat(start<In<T>>(), std::tuple{in::exact<&In<T>::period>({}, "T, after which η_end is reached"),
                                                     in::exact<&In<T>::power>({}, "p; 1 is linear").or_else("1"),
                                                     in::exact<&In<T>::least>({}, "η_end").or_else("0")});
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once, a power as exp(p·log x); a library's may be off by two u.
    return std::tuple{out::textbook<&Out<T>::rate>({}, 3, "C5", "the rate of this step")};
  }
  static Statement statement() {
    return {.name = "optimization.schedule.polynomial",
            .summary = "η_end + (η₀ − η_end)(1 − t/T)ᵖ; after step T it stays, or takes k·T for T, the smallest multiple that is no less than t",
            .clauses = {counts(),
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "least"}) && finite("power") && positive("power") && at_least("period", 1), "0 ≤ η₀, η_end < ∞, 0 < p < ∞, T ≥ 1"},
                        {"C3", ClauseKind::law, "the first step takes η₀, step T η_end; clamped takes it ever after, cycles goes on as over 2T"},
                        {"C4", ClauseKind::law, "p = 1 is linear: steps t and T − t add up to η₀ + η_end; with η_end = 0, 2p gives the square of η/η₀"},
                        {"C5", ClauseKind::error, "textbook, 3: near T the quotient cancels with 1"}},
            .source = "Chen, Papandreou, Kokkinos, Murphy and Yuille, DeepLab, TPAMI 40 (2018), section 4.1; Keras, PolynomialDecay; PyTorch, torch.optim.lr_scheduler.PolynomialLR",
            .variants = {{"clamped", "t no more than T: PyTorch's PolynomialLR, Optax's polynomial_schedule"},
                         {"cycles", "T·⌈t/T⌉ for T: Keras' PolynomialDecay with cycle"}},
            .no_derivative = no_derivative_of_a_rate,
            .aliases = {"PolynomialLR", "polynomial_schedule", "PolynomialDecay"}};
  }
};

inline constexpr Function<SchedulePolynomial> schedule_polynomial;

}  // namespace etalon::contract::optimization
