#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = (1/n) Σ x over some axes.
struct Mean : Reduction {
  template <class T> static auto outputs() {
    // n − 1 additions and a quotient.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n + 1, "C5", "the means, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.mean",
            .summary = "y = (1/n) Σ x over the chosen axes",
            .clauses = {axes_clause("C1"),
                        entries_clause("C2", "every entry of y is a mean of at least one"),
                        {"C3", ClauseKind::domain, finite("x")},
                        {"C4", ClauseKind::law, "min x ≤ y ≤ max x, and the mean of x + c is y + c"},
                        {"C5", ClauseKind::error, "inherent, n + 1 roundings; a sum beyond the range is none of a mean within it"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 4",
            .aliases = {"reduce_mean", "average"}};
  }
};

/// x̄ = ȳ/n.
struct MeanVjp : ReductionVjp<Mean> {
  template <class T> static auto outputs() {
    // A quotient, or a product by 1/n.
    return std::tuple{out::inherent<&Out<T>::grad_x>(2, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ȳ/n for every entry that y averages",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = ȳ along each lane"}, {"C5", ClauseKind::error, "inherent, 2 roundings"}},
                       .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), chapter 4"});
  }
};

inline constexpr Function<Mean> mean;
inline constexpr Function<MeanVjp> mean_vjp;

}  // namespace etalon::contract::tensor
