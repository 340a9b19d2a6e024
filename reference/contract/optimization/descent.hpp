#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization {

/// One step of gradient descent on a function, with momentum.
struct DescentStep : FunctionOfX {
  enum class Variant { heavy_ball, nesterov, lookahead };

  template <class T> struct In { std::string function; Tensor<T> x, velocity; T learning_rate, momentum; };
  template <class T> struct Out { Tensor<T> x_next, velocity_next; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::data<&In<T>::velocity>({n}, "v; 0 before the first step"),
                      in::exact<&In<T>::learning_rate>({}, "η"), in::exact<&In<T>::momentum>({}, "μ; 0 is plain gradient descent").or_else("0")};
  }
  template <class T> static auto outputs() {
    // The gradient's, and T counts each operation after it.
    return std::tuple{out::textbook<&Out<T>::x_next>({n}, roundings, "C9", "x′"), out::textbook<&Out<T>::velocity_next>({n}, roundings, "C9", "v′")};
  }
  /// C5 one output, C6 the velocity, C7 the hyperparameters.
  static std::vector<Clause> clauses_of_descent(std::vector<Clause> own) {
    own.insert(own.begin(), {{"C5", ClauseKind::precondition, scalar()},
                             {"C6", ClauseKind::precondition, finite({"velocity"})},
                             {"C7", ClauseKind::precondition, finite({"learning_rate", "momentum"}) && not_negative("learning_rate") && not_negative("momentum") && below("momentum", 1),
                              "0 ≤ η < ∞, 0 ≤ μ < 1"}});
    return clauses(std::move(own));
  }
  static std::vector<Convention> conventions() {
    return {{"heavy_ball", "v′ = μv + ∇f(x), x′ = x − ηv′: Polyak, PyTorch's SGD"},
            {"nesterov", "v′ = μv + ∇f(x), x′ = x − η(∇f(x) + μv′): PyTorch's SGD(nesterov=True), Optax's trace(nesterov=True)"},
            {"lookahead", "v′ = μv + ∇f(x − ημv), x′ = x − ηv′: Nesterov's as Sutskever and others write it"}};
  }
  static constexpr const char* source = "Polyak, Some methods of speeding up the convergence of iteration methods (1964); Nesterov, A method for solving the convex programming problem with "
                                        "convergence rate O(1/k²) (1983); Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum, ICML (2013)";
  static Statement statement() {
    return {.name = "optimization.descent.step",
            .summary = "v′ = μv + ∇f(x), x′ = x − ηv′, for a function f of the table or a formula",
            .clauses = clauses_of_descent({{"C8", ClauseKind::law, "with μ = 0 the conventions are one"},
                                           {"C9", ClauseKind::error, "textbook, uses + 6, as the gradient"},
                                           {"C10", ClauseKind::law, "lookahead is nesterov for the point y = x − ημv: its y′ is nesterov's step from y"},
                                           {"C11", ClauseKind::law, "a stationary point without velocity stays where it is"}}),
            .source = source,
            .variants = conventions(),
            .no_derivative = "training does not differentiate through a step; where it does, calculus.hessian gives 1 − η∇²f"};
  }
};

/// Gradient descent from a start, state by state.
struct Descent : FunctionOfX {
  using Variant = DescentStep::Variant;

  template <class T> struct In { std::string function; Tensor<T> x, velocity; T learning_rate, momentum; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, velocities, values, gradients; };

  inline static const Count steps{"steps"};
  static constexpr std::int64_t most_steps = 10000;

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::data<&In<T>::velocity>({n}, "v₀, as a rule 0"),
                      in::exact<&In<T>::learning_rate>({}, "η"), in::exact<&In<T>::momentum>({}, "μ; 0 is plain gradient descent").or_else("0"),
                      in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, roundings, "C9", "x₀ … x_steps"),
                      out::stepwise<&Out<T>::velocities>({steps + 1, n}, roundings, "C9", "v₀ … v_steps"),
                      out::stepwise<&Out<T>::values>({steps + 1}, roundings, "C10", "f(xₖ)"),
                      out::stepwise<&Out<T>::gradients>({steps + 1, n}, roundings, "C10", "∇f(xₖ)")};
  }
  static Statement statement() {
    return {.name = "optimization.descent",
            .summary = "gradient descent with momentum on a function from x: every state, its value and its gradient",
            .clauses = DescentStep::clauses_of_descent({{"C8", ClauseKind::precondition, within("steps", 0, most_steps)},
                                                        {"C9", ClauseKind::error, "each state is optimization.descent.step from the one before it, as reported; the first is the start"},
                                                        {"C10", ClauseKind::error, "values and gradients are optimization.objective and calculus.gradient at the states as reported"},
                                                        {"C11", ClauseKind::law, "on a quadratic of curvatures between λ and L an eigenvector of curvature l shrinks by 1 − ηl at every "
                                                                                 "step: descent without momentum diverges if and only if η > 2/L"},
                                                        {"C12", ClauseKind::law, "with η = 2/(L + λ) the rate is (κ − 1)/(κ + 1), κ = L/λ, and no η has a smaller one"}}),
            .source = DescentStep::source,
            .variants = DescentStep::conventions(),
            .no_derivative = "each state is judged from the one before it as reported, so that a run is no one function of its start"};
  }
};

inline constexpr Function<DescentStep> descent_step;
inline constexpr Function<Descent> descent;

}  // namespace etalon::contract::optimization
