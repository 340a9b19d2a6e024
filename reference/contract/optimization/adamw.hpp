#pragma once
#include "reference/contract/moments.hpp"
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of Adam with a decay of the parameters: apart from the averages, or through them as L2 regularization.
struct Adamw : Moments {
  enum class Variant { scaled, unscaled, coupled };

  template <class T> struct In {
    Tensor<T> theta, m, v, gradient;
    std::int64_t t = 1;
    T learning_rate{}, beta1{}, beta2{}, epsilon{}, weight_decay{};
  };
  template <class T> struct Out { Tensor<T> theta_next, m_next, v_next; };

  template <class T> static auto inputs() {
    return std::tuple_cat(averages<In<T>>(), hyperparameters<In<T>>(), std::tuple{in::exact<&In<T>::weight_decay>({}, "λ").or_else("0.01")});
  }
  template <class T> static auto outputs() {
    // As optimization.adam; 1 − αλ as a factor of θ, or λθ in the gradient, is one rounding more than T counts.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 4, "C9", "the parameters after this step"), out::textbook<&Out<T>::m_next>({n}, 4, "C9", "m′"), out::textbook<&Out<T>::v_next>({n}, 4, "C9", "v′")};
  }
  static Statement statement() {
    return {.name = "optimization.adamw",
            .summary = "(1 − αλ)θ, or (1 − λ)θ, then the step of Adam; or Adam along g + λθ",
            .clauses = with(refusals(), {
                        {"C5", ClauseKind::precondition, rates({"weight_decay"}), "0 ≤ λ < ∞"},
                        {"C6", ClauseKind::law, "λ = 0 is optimization.adam in every convention"},
                        {"C7", ClauseKind::law, "scaled and unscaled are optimization.adam from (1 − αλ)θ and from (1 − λ)θ: the averages know nothing of λ"},
                        {"C8", ClauseKind::law, "coupled is optimization.adam along g + λθ"},
                        {"C9", ClauseKind::error, "textbook, 4"}}),
            .source = "Loshchilov and Hutter, Decoupled weight decay regularization, ICLR (2019), algorithm 2",
            .variants = {{"scaled", "θ loses αλθ: PyTorch's AdamW, Optax's adamw"},
                         {"unscaled", "θ loses λθ, whatever the rate is: the paper's algorithm 2 with η = 1"},
                         {"coupled", "λθ joins the gradient: L2 regularization, weight_decay of PyTorch's Adam"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// AdamW on a function, state by state.
struct AdamwRun : RunOf<Adamw> {
  template <class T> struct In { std::string function; Tensor<T> x, m, v; std::int64_t t = 1; T learning_rate{}, beta1{}, beta2{}, epsilon{}, weight_decay{}; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, ms, vs, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::m, &I::v, &I::t, &I::learning_rate, &I::beta1, &I::beta2, &I::epsilon, &I::weight_decay, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::ms, &O::vs, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Adamw> adamw;
inline constexpr Function<AdamwRun> adamw_run;

}  // namespace etalon::contract::optimization
