#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization {

/// One step of Newton's method towards a minimum of a function of several variables.
struct NewtonMinimumStep : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; T damping; };
  template <class T> struct Out { Tensor<T> x_next; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::damping>({}, "η: 1 is Newton's own step, less a damped one").or_else("1")};
  }
  template <class T> static auto outputs() {
    // The Hessian's; the elimination, which T follows entry by entry, sums its n terms in any order, forwards and back.
    return std::tuple{out::textbook<&Out<T>::x_next>({n}, 2 * roundings + 3 * n, "C9", "x − η(∇²f)⁻¹∇f")};
  }
  /// C5 one output, C6 the curvature, C7 the damping.
  static std::vector<Clause> clauses_of_newton(std::vector<Clause> own) {
    own.insert(own.begin(), {{"C5", ClauseKind::precondition, scalar()},
                             {"C6", ClauseKind::precondition, "∇²f(x) is positive definite: where it is not, its step leads to no minimum, and what to do instead is a matter of taste"},
                             {"C7", ClauseKind::precondition, positive("damping") && at_most("damping", 1), "0 < η ≤ 1"}});
    return clauses(std::move(own));
  }
  static constexpr const char* source = "Nocedal and Wright, Numerical Optimization (2006), theorem 3.5; Boyd and Vandenberghe, Convex Optimization (2004), 9.5";
  static Statement statement() {
    return {.name = "optimization.newton_minimum.step",
            .summary = "x − η(∇²f(x))⁻¹∇f(x), for a function f of the table or a formula",
            .clauses = clauses_of_newton({{"C8", ClauseKind::law, "one step minimizes a quadratic"},
                                          {"C9", ClauseKind::error, "textbook, 2·uses + 12 for the Hessian and 3n for the elimination"},
                                          {"C10", ClauseKind::law, "the step descends: ∇fᵀ(x′ − x) < 0 unless ∇f = 0"},
                                          {"C11", ClauseKind::law, "affine invariance: the step for f(Px) is P⁻¹ times the step for f at Px"}}),
            .source = source,
            .no_derivative = "training does not differentiate through a step; its slope by x vanishes at the minimum, which is why it converges"};
  }
};

/// Newton's method from a start, state by state.
struct NewtonMinimum : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; T damping; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, values, gradients; };

  inline static const Count steps{"steps"};
  static constexpr std::int64_t most_steps = 1000;

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::damping>({}, "η: 1 is Newton's method, less a damped one").or_else("1"),
                      in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, 2 * roundings + 3 * n, "C9", "x₀ … x_steps"),
                      out::stepwise<&Out<T>::values>({steps + 1}, roundings, "C10", "f(xₖ)"),
                      out::stepwise<&Out<T>::gradients>({steps + 1, n}, roundings, "C10", "∇f(xₖ)")};
  }
  static Statement statement() {
    return {.name = "optimization.newton_minimum",
            .summary = "xₖ₊₁ = xₖ − η(∇²f(xₖ))⁻¹∇f(xₖ) from x: every state, its value and its gradient",
            .clauses = NewtonMinimumStep::clauses_of_newton({{"C8", ClauseKind::precondition, within("steps", 0, most_steps)},
                                                             {"C9", ClauseKind::error, "each state is optimization.newton_minimum.step from the one before it, as reported; the first is the start"},
                                                             {"C10", ClauseKind::error, "values and gradients are optimization.objective and calculus.gradient at the states as reported"},
                                                             {"C11", ClauseKind::law, "undamped the order is 2, with rate |f‴/2f″| in one variable"},
                                                             {"C12", ClauseKind::law, "damped it is linear, with rate 1 − η"}}),
            .source = NewtonMinimumStep::source,
            .no_derivative = "each state is judged from the one before it as reported, so that a run is no one function of its start"};
  }
};

/// Newton's method with Armijo's rule: each step is shortened by the first power of β with which f decreases enough.
struct NewtonBacktracking : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; T c1, shrink; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, rates, values, gradients; };

  inline static const Count steps{"steps"};
  static constexpr std::int64_t most_powers = 1000;

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::c1>({}, "c₁, the part of the slope by which f must decrease").or_else("0.0001"),
                      in::exact<&In<T>::shrink>({}, "β").or_else("0.5"), in::exact<&In<T>::steps>({}, "how many")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::stepwise<&Out<T>::iterates>({steps + 1, n}, 2 * roundings + 3 * n, "C9", "x₀ … x_steps"),
                      out::laws<&Out<T>::rates>({steps}, "ηₖ, the damping of the step from xₖ"),
                      out::stepwise<&Out<T>::values>({steps + 1}, roundings, "C10", "f(xₖ)"),
                      out::stepwise<&Out<T>::gradients>({steps + 1, n}, roundings, "C10", "∇f(xₖ)")};
  }
  static Statement statement() {
    return {.name = "optimization.newton_minimum.backtracking",
            .summary = "xₖ₊₁ = xₖ − ηₖ(∇²f)⁻¹∇f with ηₖ the largest of 1, β, β², … for which f(xₖ₊₁) ≤ f(xₖ) − c₁ηₖ∇fᵀ(∇²f)⁻¹∇f: every state, its value and its gradient",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::precondition, "∇²f is positive definite at every state that is left"},
                                {"C7", ClauseKind::precondition, positive("c1") && below("c1", 1) && positive("shrink") && below("shrink", 1), "0 < c₁ < 1, 0 < β < 1"},
                                {"C8", ClauseKind::precondition, within("steps", 0, NewtonMinimum::most_steps)},
                                {"C9", ClauseKind::error, "each state is optimization.newton_minimum.step from the one before it with the rate, both as reported; the first is the start"},
                                {"C10", ClauseKind::error, "values and gradients are optimization.objective and calculus.gradient at the states as reported"},
                                {"C11", ClauseKind::law, "every rate is the first power of β that satisfies Armijo's condition, by what rounding leaves of its sides: an f that is not defined does not"},
                                {"C12", ClauseKind::law, "with c₁ < ½ it is Newton's method in the end, and converges as fast; far away it descends where that one does not"},
                                {"C13", ClauseKind::domain, "one of the first 1000 powers does"}}),
            .source = "Armijo, Minimization of functions having Lipschitz continuous first partial derivatives (1966); Nocedal and Wright, Numerical Optimization (2006), algorithm 3.1; Boyd and "
                      "Vandenberghe, Convex Optimization (2004), algorithm 9.5",
            .no_derivative = "each state is judged from the one before it as reported, so that a run is no one function of its start"};
  }
};

inline constexpr Function<NewtonMinimumStep> newton_minimum_step;
inline constexpr Function<NewtonMinimum> newton_minimum;
inline constexpr Function<NewtonBacktracking> newton_minimum_backtracking;

}  // namespace etalon::contract::optimization
