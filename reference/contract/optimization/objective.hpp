#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization {

/// f(x), what is minimized.
struct Objective : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; };
  template <class T> struct Out { T value; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), in::data<&In<T>::x>({any_extent}, "x₀ … xₙ₋₁")};
  }
  template <class T> static auto outputs() {
    // T counts each operation once; a step that is used k times is summed in any order, and a function such as erf may take 6.
    return std::tuple{out::textbook<&Out<T>::value>({}, roundings, "C9", "f(x)")};
  }
  static Statement statement() {
    return {.name = "optimization.objective",
            .summary = "f(x), of a function with one output: rosenbrock, himmelblau, quadratic_form, logistic_loss, log_sum_exp or a formula",
            .clauses = clauses_of_values({{"C5", ClauseKind::precondition, scalar()},
                                          {"C6", ClauseKind::law, "minima that are known: Rosenbrock's 0 at (1, …, 1), Himmelblau's four with 0, of which one is (3, 2)"},
                                          {"C7", ClauseKind::law, "quadratic_form is ½xᵀAx with A of 2 on the diagonal and −1 beside it"},
                                          {"C9", ClauseKind::error, "textbook, uses + 6"}}, readable(), ClauseKind::precondition),
            .source = "Moré, Garbow and Hillstrom, Testing unconstrained optimization software, ACM TOMS 7 (1981); Himmelblau, Applied Nonlinear Programming (1972)",
            .no_derivative = "its derivatives are calculus.gradient and calculus.hessian"};
  }
};

inline constexpr Function<Objective> objective;

}  // namespace etalon::contract::optimization
