#pragma once
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of AdaMax: Adam with the largest gradient, slowly forgotten, in place of the root of the average square.
struct Adamax {
  enum class Variant { epsilon_in_maximum, epsilon_outside };

  template <class T> struct In {
    Tensor<T> theta, m, u, gradient;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, u_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::m>({n}, "the average of gradients before this step; 0 before the first"),
                      in::data<&In<T>::u>({n}, "the largest gradient, forgotten at the rate β₂; 0 before the first"), in::data<&In<T>::gradient>({n}, "g, at theta"),
                      in::exact<&In<T>::t>({}, "the number of this step: 1, 2, …"), in::exact<&In<T>::learning_rate>({}, "α").or_else("0.002"),
                      in::exact<&In<T>::beta1>({}, "β₁").or_else("0.9"), in::exact<&In<T>::beta2>({}, "β₂").or_else("0.999"), in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-8")};
  }
  template <class T> static auto outputs() {
    // As optimization.adam; u′ is a product or a sum.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 4, "C9", "the parameters after this step"), out::inherent<&Out<T>::m_next>({n}, 4, "C9", "m′"), out::inherent<&Out<T>::u_next>({n}, 1, "C9", "u′")};
  }
  static Statement statement() {
    return {.name = "optimization.adamax",
            .summary = "m′ = β₁m + (1 − β₁)g, u′ = max(β₂u, |g| + ε), θ′ = θ − α/(1 − β₁ᵗ)·m′/u′; or u′ = max(β₂u, |g|) and m′/(u′ + ε)",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "m", "u", "gradient"}) && not_negative("u"), "θ, m, u and g are finite, and u ≥ 0"},
                        {"C2", ClauseKind::precondition, at_least("t", 1)},
                        {"C3", ClauseKind::precondition, rates({"learning_rate", "epsilon"}) && fractions({"beta1", "beta2"}), "0 ≤ α < ∞, 0 ≤ β₁ < 1, 0 ≤ β₂ < 1, 0 ≤ ε < ∞"},
                        {"C4", ClauseKind::domain, "no denominator is 0: where ε = 0, u′ > 0 for every entry"},
                        {"C5", ClauseKind::law, "after any number of steps from m = u = 0 with one and the same gradient θ moves by −α·g/(|g| + ε)"},
                        {"C6", ClauseKind::law, "with ε = 0 both conventions are one, and the scale of the gradients makes no difference"},
                        {"C7", ClauseKind::law, "u′ ≥ |g|, and u′ is β₂u where that is larger: its least"},
                        {"C8", ClauseKind::law, "no parameter moves along m′"},
                        {"C9", ClauseKind::error, "textbook, 4; inherent, 4 for m′ and 1 for u′"}},
            .source = "Kingma and Ba, Adam: a method for stochastic optimization, ICLR 2015: algorithm 2",
            .variants = {{"epsilon_in_maximum", "max(β₂u, |g| + ε): PyTorch, Optax"}, {"epsilon_outside", "m′/(u′ + ε): Keras"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// AdaMax on a function, state by state.
struct AdamaxRun : RunOf<Adamax> {
  template <class T> struct In { std::string function; Tensor<T> x, m, u; std::int64_t t = 1; T learning_rate{}, beta1{}, beta2{}, epsilon{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, us, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::u, &I::t, &I::learning_rate, &I::beta1, &I::beta2, &I::epsilon, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::us, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Adamax> adamax;
inline constexpr Function<AdamaxRun> adamax_run;

}  // namespace etalon::contract::optimization
