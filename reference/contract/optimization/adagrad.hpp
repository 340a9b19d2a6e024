#pragma once
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of Adagrad: each parameter's rate falls with the sum of its squared gradients, which starts at any value.
struct Adagrad {
  enum class Variant { epsilon_outside, epsilon_inside };

  template <class T> struct In { Tensor<T> theta, sum, gradient; std::int64_t t = 1; T learning_rate{}, learning_rate_decay{}, epsilon{}; };
  template <class T> struct Out { Tensor<T> theta_next, sum_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::sum>({n}, "s, the squared gradients so far; before the first step 0, or whatever it starts from"),
                      in::data<&In<T>::gradient>({n}, "g, at theta"), in::exact<&In<T>::t>({}, "the number of this step: 1, 2, …"), in::exact<&In<T>::learning_rate>({}, "η").or_else("0.01"),
                      in::exact<&In<T>::learning_rate_decay>({}, "k").or_else("0"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-10")};
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once; ηg/√s′ in another order, or by a reciprocal root, is two more.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 2, "C9", "the parameters after this step"), out::inherent<&Out<T>::sum_next>({n}, 2, "C9", "s′")};
  }
  static Statement statement() {
    return {.name = "optimization.adagrad",
            .summary = "s′ = s + g², θ′ = θ − η/(1 + (t − 1)k)·g/(√s′ + ε), or ·g/√(s′ + ε)",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "sum", "gradient"}) && not_negative("sum"), "θ, s and g are finite, and s ≥ 0"},
                        {"C2", ClauseKind::precondition, at_least("t", 1)},
                        {"C3", ClauseKind::precondition, rates({"learning_rate", "learning_rate_decay", "epsilon"}), "0 ≤ η, k, ε < ∞"},
                        {"C4", ClauseKind::precondition, "no denominator is 0: where ε = 0, s′ > 0 for every entry (Optax takes 0/0 for 0)"},
                        {"C5", ClauseKind::law, "from s = 0 with one and the same gradient, step t moves θ by −η·g/(√t·|g| + ε) where k = 0"},
                        {"C6", ClauseKind::law, "with ε = 0 both conventions are one, and the scale of the gradients makes no difference"},
                        {"C7", ClauseKind::law, "k divides the rate as optimization.schedule.inverse_time does, t − 1 steps from its start"},
                        {"C8", ClauseKind::law, "s never decreases; no parameter moves along its gradient"},
                        {"C9", ClauseKind::error, "textbook, 2; inherent, 2 for s′"}},
            .source = "Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12 (2011), figure 1",
            .variants = {{"epsilon_outside", "g/(√s′ + ε): PyTorch"}, {"epsilon_inside", "g/√(s′ + ε): Optax"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// Adagrad on a function, state by state.
struct AdagradRun : RunOf<Adagrad> {
  template <class T> struct In { std::string function; Tensor<T> x, sum; std::int64_t t = 1; T learning_rate{}, learning_rate_decay{}, epsilon{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, sums, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::sum, &I::t, &I::learning_rate, &I::learning_rate_decay, &I::epsilon, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::sums, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Adagrad> adagrad;
inline constexpr Function<AdagradRun> adagrad_run;

}  // namespace etalon::contract::optimization
