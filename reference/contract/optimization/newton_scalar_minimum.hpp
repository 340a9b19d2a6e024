#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// One step of Newton's method towards a minimum of a function of one variable.
struct NewtonScalarMinimum {
  template <class T> struct In { T x; T slope; T curvature; };
  template <class T> struct Out { T next; std::int64_t minimum = 0; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({}, "the state"), in::data<&In<T>::slope>({}, "f′(x)"), in::data<&In<T>::curvature>({}, "f″(x)")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::inherent<&Out<T>::next>({}, 2, "C6", "x − f′/f″"),  // a quotient and a difference
                      out::exact<&Out<T>::minimum>({}, "C7", "1 where f″ > 0, and next is the least point of the model; 0 where f″ < 0, and it is the largest")};
  }
  static Statement statement() {
    return {.name = "optimization.newton_scalar_minimum",
            .summary = "x − f′(x)/f″(x), where the slope of the parabola f + f′·p + ½f″·p² is 0; and is that its minimum?",
            .clauses = {{"C1", ClauseKind::precondition, finite({"x", "slope", "curvature"})},
                        {"C2", ClauseKind::domain, "f″ ≠ 0: a line has no such point"},
                        {"C3", ClauseKind::law, "f′ + f″·(next − x) = 0"},
                        {"C4", ClauseKind::law, "one step from anywhere finds the vertex of a parabola; a stationary point stays where it is"},
                        {"C5", ClauseKind::law, "affine invariance: for f(pz + q) the step in z is the step in pz + q; −3f has the step of f"},
                        {"C6", ClauseKind::error, "inherent, 2 roundings"},
                        {"C7", ClauseKind::error, "exact: the sign of f″"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), section 2.2",
            .no_derivative = "a step updates a state: one differentiates the minimum, which it tends to"};
  }
};

inline constexpr Function<NewtonScalarMinimum> newton_scalar_minimum;

}  // namespace etalon::contract::optimization
