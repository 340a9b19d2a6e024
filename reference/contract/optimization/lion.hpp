#pragma once
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of Lion: the sign of an average of the gradient, every entry as long as the rate.
struct Lion {
  template <class T> struct In { Tensor<T> theta, m, gradient; T learning_rate{}, beta1{}, beta2{}, weight_decay{}; };
  template <class T> struct Out { Tensor<T> theta_next, m_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::m>({n}, "the average of gradients before this step; 0 before the first"), in::data<&In<T>::gradient>({n}, "g, at theta"),
                      in::exact<&In<T>::learning_rate>({}, "η").or_else("0.0001"), in::exact<&In<T>::beta1>({}, "β₁, for the step").or_else("0.9"),
                      in::exact<&In<T>::beta2>({}, "β₂, how much of m is kept").or_else("0.99"), in::exact<&In<T>::weight_decay>({}, "λ").or_else("0")};
  }
  template <class T> static auto outputs() {
    // λθ, the sum, ηc and the difference; θ(1 − ηλ) for a difference is one more. m′ as in optimization.adam.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 2, "C8", "the parameters after this step"), out::inherent<&Out<T>::m_next>({n}, 4, "C8", "m′")};
  }
  static Statement statement() {
    return {.name = "optimization.lion",
            .summary = "θ′ = θ − η(sign(β₁m + (1 − β₁)g) + λθ), m′ = β₂m + (1 − β₂)g, the sign of 0 being 0",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "m", "gradient"})},
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "weight_decay"}) && fractions({"beta1", "beta2"}), "0 ≤ η, λ < ∞, 0 ≤ β₁ < 1, 0 ≤ β₂ < 1"},
                        {"C3", ClauseKind::law, "where β₁m and (1 − β₁)g cancel so far that rounding may decide the sign, any step from −η to η is right"},
                        {"C5", ClauseKind::law, "without λ every entry moves by η, or stays where the average is 0; the scale of the gradients makes no difference"},
                        {"C6", ClauseKind::law, "λ shrinks θ by ηλ apart from the step"},
                        {"C7", ClauseKind::law, "m′ lies between m and g; β₁ = 0 is the sign of g alone"},
                        {"C8", ClauseKind::error, "textbook, 2; inherent, 4 for m′"}},
            .source = "Chen, Liang, Huang, Real, Wang, Liu, Pham, Dong, Luong, Hsieh, Lu and Le, Symbolic discovery of optimization algorithms, NeurIPS (2023), algorithm 2",
            .no_derivative = no_derivative_of_a_step};
  }
};

/// Lion on a function, state by state.
struct LionRun : RunOf<Lion> {
  template <class T> struct In { std::string function; Tensor<T> x, m; T learning_rate{}, beta1{}, beta2{}, weight_decay{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::learning_rate, &I::beta1, &I::beta2, &I::weight_decay, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Lion> lion;
inline constexpr Function<LionRun> lion_run;

}  // namespace etalon::contract::optimization
