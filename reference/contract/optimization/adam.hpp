#pragma once
#include "reference/contract/moments.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of Adam: moving averages of the gradient and of its square, both corrected for their start at 0.
struct Adam : Moments {
  enum class Variant { epsilon_outside, epsilon_inside, epsilon_hat };

  template <class T> struct In {
    Tensor<T> theta, m, v, gradient;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, v_next; };

  template <class T> static auto inputs() { return std::tuple_cat(averages<In<T>>(), hyperparameters<In<T>>()); }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once. α/(1 − β₁ᵗ) or √v′/√(1 − β₂ᵗ) computed apart is one rounding more, each; a
    // library's power may be off by two u instead of one.
    // An average has at most four: 1 − β, the difference g − m (or the square g²), a product and a sum.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 4, "C9", "the parameters after this step"),
                      out::inherent<&Out<T>::m_next>({n}, 4, "C10", "m′"),
                      out::inherent<&Out<T>::v_next>({n}, 4, "C10", "v′")};
  }
  static Statement statement() {
    return {.name = "optimization.adam",
            .summary = "m′ = β₁m + (1 − β₁)g, v′ = β₂v + (1 − β₂)g², m̂ = m′/(1 − β₁ᵗ), v̂ = v′/(1 − β₂ᵗ), θ′ = θ − α·m̂/(√v̂ + ε)",
            .clauses = with(refusals(), {
                        {"C5", ClauseKind::law, "bias correction: after any number of steps from m = v = 0 with one and the same gradient, m̂ = g and v̂ = g², "
                                                "so that θ moves by −α·g/(|g| + ε)"},
                        {"C6", ClauseKind::law, "with ε = 0 the three conventions are one, and the scale of the gradients makes no difference; epsilon_hat with "
                                                "ε·√(1 − β₂ᵗ) is epsilon_outside with ε"},
                        {"C7", ClauseKind::law, "from m = v = 0 no entry moves by more than α·√c·√(1 − β₂ᵗ)/(1 − β₁ᵗ) with "
                                                "c = (1 − β₁)²/(1 − β₂)·Σⱼ (β₁²/β₂)ʲ over 0 ≤ j < t, by Cauchy's inequality"},
                        {"C8", ClauseKind::law, "m′ lies between m and g, v′ between v and g²"},
                        {"C9", ClauseKind::error, "textbook, 4: 1 − β₂ᵗ as it is written is off by up to u/(1 − β₂) relatively, −expm1(t·log β₂) by a few u"},
                        {"C10", ClauseKind::error, "inherent, 4 roundings"},
                        {"C11", ClauseKind::law, "v′ ≥ 0, and no parameter moves along m′: (θ′ − θ)·m′ ≤ 0"}}),
            .source = "Kingma and Ba, Adam: a method for stochastic optimization, ICLR 2015: algorithm 1, and section 2 for epsilon_hat",
            .variants = {{"epsilon_outside", "θ − α·m̂/(√v̂ + ε): the paper's algorithm 1, PyTorch"},
                         {"epsilon_inside", "θ − α·m̂/√(v̂ + ε): Optax's eps_root"},
                         {"epsilon_hat", "θ − α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m′/(√v′ + ε): the paper's efficient order, TensorFlow"}},
            .no_derivative = "a step updates a state, and training does not differentiate through it; hypergradients do, but √v′ has no slope for them where v′ = 0"};
  }
};

/// Adam on a function, state by state.
struct AdamRun : RunOf<Adam> {
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

inline constexpr Function<Adam> adam;
inline constexpr Function<AdamRun> adam_run;

}  // namespace etalon::contract::optimization
