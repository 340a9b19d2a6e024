#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// (f(x + heⱼ) − f(x))/h, and (f(x + heⱼ) − f(x − heⱼ))/2h: what a numerical derivative is before it is rounded.
struct FiniteDifference : FunctionOfX {
  enum class Variant { forward, central };
  template <class T> struct In { std::string function; Tensor<T> x; T h{}; };
  template <class T> struct Out { Tensor<T> derivative; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(),
                      in::exact<&In<T>::h>({}, "the step")};
  }
  template <class T> static auto outputs() {
    // T counts the roundings of f at the moved point, of the difference and of the quotient; a function of a library is off by up to 2u.
    return std::tuple{out::textbook<&Out<T>::derivative>({m, n}, 4, "C9", "the difference quotients of fᵢ along xⱼ")};
  }
  static Statement statement() {
    return {.name = "calculus.finite_difference",
            .summary = "(f(x + heⱼ) − f(x))/h for each variable, or the central (f(x + heⱼ) − f(x − heⱼ))/2h",
            .clauses = clauses_of_values({{"C5", ClauseKind::precondition, finite("h") && positive("h")},
                                          {"C6", ClauseKind::law, "a quotient tends to the derivative: its error halves with h forward, and is quartered central: order 1 and 2"},
                                          {"C7", ClauseKind::law, "forward is exact for linear functions, central for quadratic ones"},
                                          {"C9", ClauseKind::error, "textbook, 4: T has u/h of the function's values, the left branch of the V"}}),
            .source = "Nocedal and Wright, Numerical Optimization (2006), section 8.1; Higham (2002), section 1.14",
            .variants = {{"forward", "(f(x + h) − f(x))/h"}, {"central", "(f(x + h) − f(x − h))/2h"}},
            .no_derivative = "it is a derivative of its own; its limit is calculus.jacobian",
            .aliases = {"numerical_gradient", "approx_fprime", "approx_derivative"}};
  }
};

inline constexpr Function<FiniteDifference> finite_difference;

}  // namespace etalon::contract::calculus
