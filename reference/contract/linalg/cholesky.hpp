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
                        {"C10", ClauseKind::precondition, finite("a"), "what stands above the diagonal is not read, but finite"},
                        {"C2", ClauseKind::domain, "A is positive definite: every leading minor is positive"},
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

/// Ā for the cotangent L̄ of the factor: by the entries on and below the diagonal, which are what is read; 0 above.
struct CholeskyVjp : Vjp<Cholesky> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // Every sum, of L, of LᵀL̄ and of the two systems, has at most n + 1 terms: a term passes n additions, a product and a
    // quotient, whose reciprocal may round too; s_ij + s_ji is one addition more.
    return std::tuple{out::textbook<&Out<T>::grad_a>(Cholesky::n + 4, "C5", "S + Sᵀ below the diagonal, S on it, 0 above")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = S + Sᵀ below the diagonal, S on it and 0 above, S = L⁻ᵀΦ(LᵀL̄)L⁻¹; Φ keeps the lower triangle, its diagonal halved",
                       .clauses = {{"C3", ClauseKind::law, "0 above the diagonal: the lower triangle of A is read, and an entry below the diagonal stands for two"},
                                   {"C4", ClauseKind::law, "Σ_ij a_ij·ā_ij = ½Σ_{i≥j} l_ij·l̄_ij: the derivative by the scale of A. What stands above the diagonal of L̄ changes nothing"},
                                   {"C5", ClauseKind::error, "textbook, n + 4: Cholesky's factorization, a product and two triangular systems, their sums in any order"}},
                       .source = "Murray, Differentiation of the Cholesky decomposition, arXiv:1602.07527 (2016), section 3; Giles, Collected matrix derivative results (2008)"});
  }
};

inline constexpr Function<Cholesky> cholesky;
inline constexpr Function<CholeskyVjp> cholesky_vjp;

}  // namespace etalon::contract::linalg
