#pragma once
#include "reference/contract/moments.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of AMSGrad: Adam, but divided by the largest average of squares there has been.
struct Amsgrad : Moments {
  enum class Variant { before_correction, after_correction, uncorrected };

  template <class T> struct In {
    Tensor<T> theta, m, v, v_max, gradient;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, v_next, v_max_next; };

  template <class T> static auto inputs() {
    return std::tuple_cat(averages<In<T>>(), std::tuple{in::data<&In<T>::v_max>({n}, "the largest v, or v̂, of the steps before; 0 before the first")}, hyperparameters<In<T>>());
  }
  template <class T> static auto outputs() {
    // As optimization.adam.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 4, "C9", "the parameters after this step"), out::inherent<&Out<T>::m_next>({n}, 4, "C9", "m′"),
                      out::inherent<&Out<T>::v_next>({n}, 4, "C9", "v′"), out::textbook<&Out<T>::v_max_next>({n}, 4, "C9", "the largest so far")};
  }
  static Statement statement() {
    return {.name = "optimization.amsgrad",
            .summary = "m′ = β₁m + (1 − β₁)g, v′ = β₂v + (1 − β₂)g², V′ = max(V, v′), θ′ = θ − α·m̂/(√V̂ + ε)",
            .clauses = with(refusals({"v_max"}), {
                        {"C5", ClauseKind::law, "where nothing larger was before, V = 0, before and after the correction are optimization.adam"},
                        {"C6", ClauseKind::law, "V never decreases, and the averages are those of optimization.adam"},
                        {"C7", ClauseKind::law, "no step is longer than optimization.adam's: |θ′ − θ| of before_correction is at most Adam's"},
                        {"C8", ClauseKind::law, "no parameter moves along m′"},
                        {"C9", ClauseKind::error, "textbook, 4; inherent, 4 for m′ and v′"}}),
            .source = "Reddi, Kale and Kumar, On the convergence of Adam and beyond, ICLR (2018), algorithm 2",
            .variants = {{"before_correction", "V′ = max(V, v′), then corrected: PyTorch"},
                         {"after_correction", "V′ = max(V, v′/(1 − β₂ᵗ)): Optax"},
                         {"uncorrected", "α·m′/(√V′ + ε), no correction at all: the paper"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// AMSGrad on a function, state by state.
struct AmsgradRun : RunOf<Amsgrad> {
  template <class T> struct In { std::string function; Tensor<T> x, m, v, v_max; std::int64_t t = 1; T learning_rate{}, beta1{}, beta2{}, epsilon{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, vs, v_maxs, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::v, &I::v_max, &I::t, &I::learning_rate, &I::beta1, &I::beta2, &I::epsilon, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::vs, &O::v_maxs, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Amsgrad> amsgrad;
inline constexpr Function<AmsgradRun> amsgrad_run;

}  // namespace etalon::contract::optimization
