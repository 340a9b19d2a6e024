#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// One step of Heron's method towards √a.
struct BabylonianSqrt {
  template <class T> struct In { T a; T x; };
  template <class T> struct Out { T next; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({}, "the square"), in::data<&In<T>::x>({}, "the state")};
  }
  template <class T> static auto outputs() {
    // A quotient and a sum of positive terms; halves are exact, or off by η/2 each.
    return std::tuple{out::inherent<&Out<T>::next>({}, 2, "C6", "½(x + a/x)")};
  }
  static Statement statement() {
    return {.name = "optimization.babylonian_sqrt",
            .summary = "½(x + a/x), the mean of a guess at √a and of what is then the other side of the rectangle of area a",
            .clauses = {{"C1", ClauseKind::domain, finite({"a", "x"}) && not_negative("a") && positive("x"), "0 ≤ a < ∞ and 0 < x < ∞"},
                        {"C2", ClauseKind::law, "never below √a: a ≤ next², the inequality of the arithmetic and the geometric mean"},
                        {"C3", ClauseKind::law, "the error is squared: next − √a = (x − √a)²/(2x)"},
                        {"C4", ClauseKind::law, "x and a/x have the same step; √a stays where it is"},
                        {"C5", ClauseKind::law, "the step of c²a from cx is c times that of a from x, c > 0"},
                        {"C6", ClauseKind::error, "inherent, 2 roundings"}},
            .source = "Heron of Alexandria, Metrica, book I, 8; Higham, Accuracy and Stability of Numerical Algorithms (2002), 25.2",
            .no_derivative = "a step updates a state: one differentiates √a, which it tends to"};
  }
};

inline constexpr Function<BabylonianSqrt> babylonian_sqrt;

}  // namespace etalon::contract::optimization
