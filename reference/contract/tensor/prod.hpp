#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = Πx over some axes.
struct Prod : Reduction {
  template <class T> static auto outputs() {
    // n − 1 products, in any order.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n, "C5", "the products, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.prod",
            .summary = "y = Πx over the chosen axes; a product of nothing is 1",
            .clauses = {axes_clause("C1"),
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::law, "axis by axis, in any order, and in parts, the product is the same"},
                        {"C4", ClauseKind::law, "y = 0 exactly where an entry is 0"},
                        {"C5", ClauseKind::error, "inherent, n roundings; nothing overflows or underflows on the way unless y does"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.1",
            .aliases = {"reduce_prod", "product"}};
  }
};

/// x̄ᵢ = ȳ·Π_{j≠i} xⱼ.
struct ProdVjp : ReductionVjp<Prod> {
  template <class T> static auto outputs() {
    // n − 1 products.
    return std::tuple{out::inherent<&Out<T>::grad_x>(Prod::n, "C4", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ᵢ = ȳ·Π xⱼ over j ≠ i",
                       .clauses = {{"C3", ClauseKind::law, "x̄ᵢxᵢ = ȳ·y"},
                                   {"C4", ClauseKind::error, "inherent, n roundings: y/xᵢ is none where xᵢ = 0"}},
                       .source = "Baydin, Pearlmutter, Radul and Siskind, Automatic differentiation in machine learning: a survey, JMLR 18 (2018)"});
  }
};

inline constexpr Function<Prod> prod;
inline constexpr Function<ProdVjp> prod_vjp;

}  // namespace etalon::contract::tensor
