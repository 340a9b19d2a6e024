#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = Σ|x| over some axes.
struct Norm1 : Reduction {
  template <class T> static auto outputs() {
    // n − 1 additions, in any order.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n, "C4", "the norms, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.norm1",
            .summary = "y = Σ|x| over the chosen axes",
            .clauses = {axes_clause("C1"),
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::law, "‖αx‖₁ = |α|·‖x‖₁, ‖x + y‖₁ ≤ ‖x‖₁ + ‖y‖₁, and max|x| ≤ ‖x‖₁"},
                        {"C4", ClauseKind::error, "inherent, n roundings"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.2",
            .aliases = {"reduce_l1", "l1_norm"}};
  }
};

/// x̄ = ȳ·sgn x.
struct Norm1Vjp : ReductionVjp<Norm1> {
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::grad_x>("C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ·sgn x",
                       .clauses = {{"C3", ClauseKind::law, "at x = 0 every number between −ȳ and ȳ is a subgradient; the reference takes 0"}, {"C4", ClauseKind::error, "exact"}},
                       .source = "Rockafellar, Convex Analysis (1970), section 23"});
  }
};

inline constexpr Function<Norm1> norm1;
inline constexpr Function<Norm1Vjp> norm1_vjp;

}  // namespace etalon::contract::tensor
