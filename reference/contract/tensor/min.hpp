#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// The smallest of x over some axes.
struct Min : Reduction {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::y>(Any{}, "C4", "the smallest, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.min",
            .summary = "y = min x over the chosen axes",
            .clauses = {axes_clause("C1"),
                        entries_clause("C2", "every entry of y is the smallest of at least one"),
                        {"C3", ClauseKind::domain, not_nan("x")},
                        {"C4", ClauseKind::error, "exact"},
                        {"C5", ClauseKind::law, "y ≤ xᵢ for every entry, and y is one of them"}},
            .source = "IEEE 754-2019, section 9.6",
            .aliases = {"reduce_min", "amin"}};
  }
};

/// x̄ᵢ = ȳ where xᵢ is the smallest, 0 elsewhere.
struct MinVjp : ReductionVjp<Min> {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_x>("C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ȳ where xᵢ is the smallest along its lane, 0 elsewhere",
                       .clauses = {{"C4", ClauseKind::law, "Σ x̄ = ȳ along each lane; where several are the smallest, each may have any share of ȳ: the reference gives all of it to the first"},
                                   {"C5", ClauseKind::error, "exact"}},
                       .source = "Rockafellar, Convex Analysis (1970), section 23"});
  }
};

inline constexpr Function<Min> min;
inline constexpr Function<MinVjp> min_vjp;

}  // namespace etalon::contract::tensor
