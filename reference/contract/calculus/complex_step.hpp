#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// Im f(x + ihe_j)/h: a derivative without a difference, so that nothing cancels however small the step.
struct ComplexStep : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; T h{}; };
  template <class T> struct Out { Tensor<T> derivative; };

  static Complaint not_analytic(const Inputs& in, std::size_t);
  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::h>({}, "the step")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a function of a complex number is written in several ways, of up to eight roundings each.
    return std::tuple{out::textbook<&Out<T>::derivative>({m, n}, 16, "C9", "Im fᵢ(x + iheⱼ)/h")};
  }
  static Statement statement() {
    return {.name = "calculus.complex_step",
            .summary = "Im f(x + iheⱼ)/h for each variable",
            .clauses = clauses_of_values({{"C4", ClauseKind::precondition, Predicate("the function is one of complex numbers: no abs, max, min, relu, atan2 or erf in it", not_analytic)},
                                          {"C5", ClauseKind::precondition, finite("h") && positive("h")},
                                          {"C6", ClauseKind::law, "it tends to the derivative with h², and rounding does not keep it from it: T has no u/h"},
                                          {"C9", ClauseKind::error, "textbook, 16"}},
                                         readable(), ClauseKind::precondition),
            .source = "Squire and Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review 40 (1998)",
            .no_derivative = "it is a derivative of its own; its limit is calculus.jacobian"};
  }
};

inline Complaint ComplexStep::not_analytic(const Inputs& in, std::size_t) {
  const auto read = read_function(in.text("function"), count_of(in.shape("x")));
  const auto* formula = std::get_if<Formula>(&read);
  if (!formula) return std::nullopt;
  for (const Formula::Step& step : formula->steps) {
    using enum Formula::Operation;
    for (const auto real : {abs, max, min, relu, atan2, erf})
      if (step.operation == real) return "a function of real numbers alone stands at character " + std::to_string(step.character);
  }
  return std::nullopt;
}

inline constexpr Function<ComplexStep> complex_step;

}  // namespace etalon::contract::calculus
