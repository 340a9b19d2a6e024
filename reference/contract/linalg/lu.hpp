#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// PA = LU.
struct Lu {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<std::int64_t> p; Tensor<T> l, u; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix, singular or not")};
  }
  template <class T> static auto outputs() {
    // Every a_ij = Σ l_ir·u_rj has at most k products and their sum (Higham, Theorem 9.3), and libraries divide by the
    // pivot as they multiply by its reciprocal, which is one rounding more.
    return std::tuple{out::laws<&Out<T>::p>({m}, "row i of PA is row p[i] of A"),
                      out::backward<&Out<T>::l>({m, k}, k + 1, "C7", "unit lower triangular"),
                      out::backward<&Out<T>::u>({k, n}, k + 1, "C7", "upper triangular")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Statement statement() {
    return {.name = "linalg.lu",
            .summary = "a permutation P, a unit lower triangular L and an upper triangular U with PA = LU, by partial pivoting; k = min(m, n)",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "p is a permutation of 0 … m − 1"},
                        {"C3", ClauseKind::law, "L is exactly 1 on its diagonal and 0 above it, U exactly 0 below its diagonal"},
                        {"C4", ClauseKind::law, "partial pivoting: every |l_ij| ≤ 1. The exact result takes the first of the largest; among equals up to rounding an implementation may choose"},
                        {"C5", ClauseKind::law, "PA = LU, exactly; where a column has no pivot left, L is 0 below its diagonal"},
                        {"C6", ClauseKind::law, "det A = ±Π u_kk of a square A, with the sign of p; a column scaled scales that column of U, and changes neither p nor L"},
                        {"C7", ClauseKind::error, "backward: |PA − LU|_ij ≤ γ(|L||U|)_ij + cη(1 + max |u_kk|), γ = cu/(1 − cu), c = k + 1"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Algorithm 9.2 and Theorem 9.3",
            .no_derivative = "P, and with it L and U, jump where two candidates for a pivot are equal in size, and L and U do not depend smoothly on a singular A; "
                             "linalg.det, linalg.inverse and linalg.lu_solve, which do not depend on the choice, have derivatives"};
  }
};

inline constexpr Function<Lu> lu;

}  // namespace etalon::contract::linalg
