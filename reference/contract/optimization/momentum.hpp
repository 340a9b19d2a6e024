#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// One step of gradient descent with momentum, and where the next gradient is wanted.
struct Momentum {
  enum class Variant { heavy_ball, polyak, nesterov, lookahead };

  template <class T> struct In { Tensor<T> theta, velocity, gradient; T learning_rate{}, momentum{}; };
  template <class T> struct Out { Tensor<T> theta_next, velocity_next, next_point; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"), in::data<&In<T>::velocity>({n}, "v before this step; 0 before the first"),
                      in::data<&In<T>::gradient>({n}, "g, at the point where the convention wants it"), in::exact<&In<T>::learning_rate>({}, "η").or_else("0.01"),
                      in::exact<&In<T>::momentum>({}, "μ, how much of v is kept").or_else("0.9")};
  }
  template <class T> static auto outputs() {
    // Linear in θ, v and g, with coefficients in which nothing cancels. μv, + g, ·μ, + g, ·η and the difference; then ·μ and the sum of
    // the next point.
    return std::tuple{out::inherent<&Out<T>::theta_next>({n}, 6, "C7", "the parameters after this step"), out::inherent<&Out<T>::velocity_next>({n}, 3, "C7", "v′"),
                      out::inherent<&Out<T>::next_point>({n}, 6, "C7", "where the next gradient is wanted: θ′, or θ′ + μv′ in lookahead")};
  }
  static Statement statement() {
    return {.name = "optimization.momentum",
            .summary = "v′ = μv + g, θ′ = θ − ηv′; or v′ = μv − ηg, θ′ = θ + v′; Nesterov's: θ′ = θ − η(g + μv′), or the gradient at θ + μv",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "velocity", "gradient"})},
                        {"C2", ClauseKind::precondition, rates({"learning_rate"}) && fractions({"momentum"}), "0 ≤ η < ∞, 0 ≤ μ < 1"},
                        {"C3", ClauseKind::law, "polyak with −ηv for v gives heavy_ball's θ′, and −ηv′ for v′"},
                        {"C4", ClauseKind::law, "two forms of Nesterov's: what nesterov keeps is lookahead's next point, φ = θ + μv with −ηv for v: φ′ = φ − η(g + μv′)"},
                        {"C5", ClauseKind::law, "μ = 0 is optimization.gradient_descent"},
                        {"C6", ClauseKind::law, "under one and the same gradient from v = 0, t steps of heavy_ball make v = g·(1 − μᵗ)/(1 − μ)"},
                        {"C7", ClauseKind::error, "inherent, 6 roundings, 3 for v′"}},
            .source = "Polyak, Some methods of speeding up the convergence of iteration methods (1964); Nesterov, A method of solving a convex programming problem with "
                      "convergence rate O(1/k²) (1983); Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, ICML (2013)",
            .variants = {{"heavy_ball", "v′ = μv + g, θ − ηv′: the rate outside the velocity; PyTorch, Optax"},
                         {"polyak", "v′ = μv − ηg, θ + v′: the rate inside the velocity; Polyak, TensorFlow, Keras"},
                         {"nesterov", "v′ = μv + g, θ − η(g + μv′), the gradient at θ: PyTorch, Optax"},
                         {"lookahead", "v′ = μv − ηg, θ + v′, the gradient at θ + μv: Sutskever's form of Nesterov's"}},
            .no_derivative = no_derivative_of_a_step,
            .aliases = {"heavy_ball", "nesterov"}};
  }
};

inline constexpr Function<Momentum> momentum;

}  // namespace etalon::contract::optimization
