#pragma once
#include "reference/contract/function_of_x.hpp"

namespace etalon::contract::calculus {

/// The multiplications that a Jacobian takes: forward in proportion to the variables, reverse to the outputs.
struct AdCost : FunctionOfX {
  template <class T> struct Out { std::int64_t slopes = 0, forward = 0, reverse = 0; };

  template <class T> static auto inputs() {
    return std::tuple{function<&In<T>::function>(), in::data<&In<T>::x>({any_extent}, "x₀ … xₙ₋₁: how many they are counts, not what")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::slopes>({}, "C9", "by which one pass multiplies: one for each argument of a step that is no sum, difference or sign"),
                      out::exact<&Out<T>::forward>({}, "C9", "n passes forward, a tangent through every slope"), out::exact<&Out<T>::reverse>({}, "C9", "m sweeps, an adjoint through every slope")};
  }
  static Statement statement() {
    return {.name = "calculus.ad_cost",
            .summary = "the multiplications by slopes that the Jacobian of a formula takes: n passes forward or m sweeps in reverse",
            .clauses = clauses_of_values({{"C4", ClauseKind::law, "forward : reverse = n : m, of variables to outputs, so that a gradient costs one sweep whatever n"},
                                          {"C5", ClauseKind::law, "independent of x; a further output that is a variable adds a sweep, and no slope"},
                                          {"C9", ClauseKind::error, "exact: counts"}}),
            .source = source,
            .no_derivative = "counts"};
  }
};

inline constexpr Function<AdCost> ad_cost;

}  // namespace etalon::contract::calculus
