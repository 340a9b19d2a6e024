#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// One step of gradient descent.
struct GradientDescent {
  template <class T> struct In { Tensor<T> theta, gradient; T learning_rate; };
  template <class T> struct Out { Tensor<T> theta_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::gradient>({n}, "g, at theta"), in::exact<&In<T>::learning_rate>({}, "η").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    // A product and a difference.
    return std::tuple{out::inherent<&Out<T>::theta_next>({n}, 2, "C5", "the parameters after this step")};
  }
  static Statement statement() {
    return {.name = "optimization.gradient_descent",
            .summary = "θ′ = θ − ηg",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "gradient"})},
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}), "0 ≤ η < ∞"},
                        {"C3", ClauseKind::law, "η = 0 leaves θ as it is; two steps of η/2 with one gradient are one of η; on ½λθ², whose gradient is λθ, θ′ = (1 − ηλ)θ"},
                        {"C4", ClauseKind::law, "no parameter moves along its gradient: (θ′ − θ)·g ≤ 0"},
                        {"C5", ClauseKind::error, "inherent, 2 roundings"}},
            .source = "Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées (1847); Boyd and Vandenberghe, Convex optimization (2004), section 9.3",
            .no_derivative = no_derivative_of_a_step,
            .aliases = {"steepest_descent"}};
  }
};

inline constexpr Function<GradientDescent> gradient_descent;

}  // namespace etalon::contract::optimization
