#pragma once
#include "reference/contract/moments.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of RAdam: Adam once the variance of its rate is known well enough, momentum until then.
struct Radam : Moments {
  enum class Variant { above_5, at_least_5, above_4 };

  template <class T> struct In {
    Tensor<T> theta, m, v, gradient;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, v_next; };

  template <class T> static auto inputs() { return std::tuple_cat(averages<In<T>>(), hyperparameters<In<T>>()); }
  template <class T> static auto outputs() {
    // As optimization.adam; T follows ρₜ and its quotient too.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 4, "C9", "the parameters after this step"), out::inherent<&Out<T>::m_next>({n}, 4, "C9", "m′"), out::inherent<&Out<T>::v_next>({n}, 4, "C9", "v′")};
  }
  static Statement statement() {
    return {.name = "optimization.radam",
            .summary = "ρ∞ = 2/(1 − β₂) − 1, ρₜ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ); θ′ = θ − α·r·m̂/(√v̂ + ε) with r² = (ρₜ − 4)(ρₜ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρₜ) where ρₜ is large enough, else θ − α·m̂",
            .clauses = with(refusals(), {
                        {"C5", ClauseKind::law, "in the first steps, and ever where β₂ ≤ 0.6, v makes no difference: θ′ = θ − α·m̂"},
                        {"C6", ClauseKind::law, "0 ≤ r ≤ 1, so that no rectified step is longer than optimization.adam's; after many steps it is that, r = 1"},
                        {"C7", ClauseKind::law, "the averages are those of optimization.adam"},
                        {"C8", ClauseKind::law, "no parameter moves along m′"},
                        {"C9", ClauseKind::error, "textbook, 4; inherent, 4 for m′ and v′"}}),
            .source = "Liu, Jiang, He, Chen, Liu, Gao and Han, On the variance of the adaptive learning rate and beyond, ICLR (2020), algorithm 2",
            .variants = {{"above_5", "where ρₜ > 5, with √(1 − β₂ᵗ)/(√v′ + ε): PyTorch"}, {"at_least_5", "where ρₜ ≥ 5, with 1/(√v̂ + ε): Optax"}, {"above_4", "where ρₜ > 4, with 1/(√v̂ + ε): the paper, but for ε"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// RAdam on a function, state by state.
struct RadamRun : RunOf<Radam> {
  template <class T> struct In { std::string function; Tensor<T> x, m, v; std::int64_t t = 1; T learning_rate{}, beta1{}, beta2{}, epsilon{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, vs, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::v, &I::t, &I::learning_rate, &I::beta1, &I::beta2, &I::epsilon, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::vs, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Radam> radam;
inline constexpr Function<RadamRun> radam_run;

}  // namespace etalon::contract::optimization
