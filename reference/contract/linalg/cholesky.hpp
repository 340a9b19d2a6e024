#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A = LLᵀ.
struct Cholesky {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> l; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    // Every a_ij = Σ_k l_ik·l_jk has at most n products and their sum; the root of the pivot enters twice.
    return std::tuple{out::backward<&Out<T>::l>({n, n}, n + 1, "C9", "the Cholesky factor L")};
  }
  // Scaled to a unit diagonal and within n(n + 1)u of singular, rounding can decide C2 either way (Higham, Theorem 10.7):
  // the classes of inputs keep away from there, or let nothing round.
  static Statement statement() {
    return {.name = "linalg.cholesky",
            .summary = "the lower triangular L with positive diagonal and A = LLᵀ",
            .clauses = {{"C1", ClauseKind::domain, finite_lower_triangle("a")},
                        {"C2", ClauseKind::domain, "A is positive definite: every leading minor is positive; the refusal names the first that is not"},
                        {"C3", ClauseKind::law, "A = LLᵀ; L is exactly 0 above its diagonal and positive on it"},
                        {"C4", ClauseKind::law, "there is one such L: the factor of L₀L₀ᵀ is L₀"},
                        {"C5", ClauseKind::law, "det A = Π l_jj²"},
                        {"C6", ClauseKind::law, "the factor of DAD is DL for a positive diagonal D; 4A has 2L"},
                        {"C7", ClauseKind::law, "the factor of a leading block of A is that block of L"},
                        {"C8", ClauseKind::law, "what stands above the diagonal of A changes nothing"},
                        {"C9", ClauseKind::error, "backward: |A − LLᵀ|_ij ≤ c(u/(1 − 2cu)·√(a_ii·a_jj) + η) with c = n + 1"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 10.3 and 10.5"};
  }
};

}  // namespace etalon::contract::linalg
