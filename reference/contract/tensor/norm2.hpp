#pragma once
#include "reference/contract/reduction.hpp"

namespace etalon::contract::tensor {

/// y = √Σx² over some axes.
struct Norm2 : Reduction {
  template <class T> static auto outputs() {
    // A square, n − 1 additions and a root: half of n and one more, and one for a scale.
    return std::tuple{out::inherent<&Out<T>::y>(Any{}, n + 2, "C4", "the norms, of the shape of the axes that are left")};
  }
  static Statement statement() {
    return {.name = "tensor.norm2",
            .summary = "y = √Σx² over the chosen axes",
            .clauses = {axes_clause("C1"),
                        {"C2", ClauseKind::domain, finite("x")},
                        {"C3", ClauseKind::law, "‖αx‖ = |α|·‖x‖, ‖x + y‖ ≤ ‖x‖ + ‖y‖, and max|x| ≤ ‖x‖ ≤ √n·max|x|"},
                        {"C4", ClauseKind::error, "inherent, n + 2 roundings: no square may leave the range of the format"}},
            .source = "Blue, A portable Fortran program to find the Euclidean norm of a vector, ACM TOMS 4 (1978)",
            .aliases = {"reduce_l2", "l2_norm", "vector_norm"}};
  }
};

/// x̄ = ȳ·x/‖x‖.
struct Norm2Vjp : ReductionVjp<Norm2> {
  template <class T> static auto outputs() {
    // The norm's n + 2, a quotient and a product; twice, since the norm counts in B once.
    return std::tuple{out::inherent<&Out<T>::grad_x>(2 * Norm2::n + 5, "C5", "x̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ·x/‖x‖",
                       .clauses = {{"C3", ClauseKind::precondition, "no lane with entries is zeros alone: there the norm has a kink"},
                                   {"C4", ClauseKind::law, "‖x̄‖ = |ȳ| and ⟨x̄, x⟩ = ȳ·y along each lane"},
                                   {"C5", ClauseKind::error, "inherent, 2n + 5 roundings"}},
                       .source = "Blue, A portable Fortran program to find the Euclidean norm of a vector, ACM TOMS 4 (1978)"});
  }
};

inline constexpr Function<Norm2> norm2;
inline constexpr Function<Norm2Vjp> norm2_vjp;

}  // namespace etalon::contract::tensor
