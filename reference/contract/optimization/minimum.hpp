#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::optimization {

/// A local minimum of a function, downhill from a start.
struct Minimum : FunctionOfX {
  template <class T> struct In { std::string function; Tensor<T> x; T tolerance{}; };
  template <class T> struct Out { Tensor<T> minimum; T value; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), point<&In<T>::x>(), in::exact<&In<T>::tolerance>({}, "that no slope exceeds at the minimum").or_else("1e-5")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::minimum>({n}, "where ∇f is 0; the reference's is proved, and any will do"), out::laws<&Out<T>::value>({}, "f there")};
  }
  static Statement statement() {
    return {.name = "optimization.minimum",
            .summary = "a point with ∇f = 0 downhill from x, by whatever method: one stationary point, proved to be a minimum, to any number of digits",
            .clauses = clauses({{"C5", ClauseKind::precondition, scalar()},
                                {"C6", ClauseKind::precondition, positive("tolerance")},
                                {"C7", ClauseKind::law, "|∂f/∂xⱼ| ≤ tolerance, but for the rounding of the gradient and of the point itself"},
                                {"C8", ClauseKind::law, "f is not above f(x) there, and value is f there"},
                                {"C9", ClauseKind::law, "∇²f is positive definite there: a minimum, and no saddle"},
                                {"C10", ClauseKind::law, "the reference's gradient vanishes"}}),
            .source = "Nocedal and Wright, Numerical Optimization (2006), chapters 3, 6 and 7; for the proof Tucker, Validated Numerics (2011), 5.1",
            .no_derivative = "a minimum moves with parameters by the implicit function theorem; where it is judged by its laws, it is no one function of its start",
            .aliases = {"fmin", "fmin_bfgs", "scipy.optimize.minimize"}};
  }
};

inline constexpr Function<Minimum> minimum;

}  // namespace etalon::contract::optimization
