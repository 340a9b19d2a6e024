#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = Σ x over some axes.
struct Sum : Reduction {
  template <class T> static auto outputs() {
    // n − 1 additions, in any order.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n, "C5", "the sums, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.sum",
            .summary = "y = Σ x over the chosen axes; a sum of nothing is 0",
            .clauses = {axes_clause("C1"),
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::law, "axis by axis, in any order, and in parts, the sum is the same"},
                        {"C4", ClauseKind::law, "integers are added without rounding while Σ|x| ≤ 1/u"},
                        {"C5", ClauseKind::error, "inherent, n roundings in any order; sums one by one lose √n to n of the last digits, sums in pairs log₂n"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 4",
            .aliases = {"reduce_sum"}};
  }
};

/// x̄ = ȳ in every entry of a lane.
struct SumVjp : ReductionVjp<Sum> {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_x>("C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ȳ for every entry that y sums",
                       .clauses = {{"C3", ClauseKind::law, "Σ x̄ = n·ȳ along each lane"}, {"C4", ClauseKind::error, "exact"}},
                       .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 4"});
  }
};

inline constexpr Function<Sum> sum;
inline constexpr Function<SumVjp> sum_vjp;

}  // namespace etalon::contract::tensor
