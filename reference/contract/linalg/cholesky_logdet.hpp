#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// log det A of a positive definite A.
struct CholeskyLogdet {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T logdet{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    // The n + 1 roundings of an entry of LLᵀ (linalg.cholesky); n sums, a product with 2 and a logarithm, off by up to 2u.
    return std::tuple{out::backward<&Out<T>::logdet>({}, n + 4, "C6", "log det A")};
  }
  // Scaled to a unit diagonal and within n(n + 1)u of singular, rounding can decide C2 either way (Higham, Theorem 10.7):
  // the classes of inputs keep away from there, or let nothing round.
  static Statement statement() {
    return {.name = "linalg.cholesky_logdet",
            .summary = "log det A = 2Σ log l_jj of a positive definite A = LLᵀ",
            .clauses = {{"C1", ClauseKind::domain, finite_lower_triangle("a")},
                        {"C7", ClauseKind::precondition, finite("a"), "what stands above the diagonal is not read, but finite"},
                        {"C2", ClauseKind::domain, "A is positive definite: every leading minor is positive"},
                        {"C3", ClauseKind::law, "exp of it is det A"},
                        {"C4", ClauseKind::law, "log det DAD = log det A + 2Σ log d_i for a positive diagonal D"},
                        {"C5", ClauseKind::law, "at most Σ log a_ii (Hadamard); what stands above the diagonal changes nothing"},
                        {"C6", ClauseKind::error, "backward: |ℓ − log det A| ≤ −n·log(1 − nε/λ) + δ where nε < λ, ε = γ/(1 − γ) + cη/min a_ii, λ the least eigenvalue of A scaled to a unit "
                                                  "diagonal, δ = cu(2Σ max(0, log a_ii) + |ℓ| + 1), γ = cu/(1 − cu), c = n + 4"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorems 10.3, 10.5 and 10.7 and their proofs"};
  }
};

/// A⁻¹ by the entries on and below the diagonal, which are what is read: 2A⁻¹ below it, A⁻¹ on it, 0 above.
struct CholeskyLogdetGradient : Gradient<CholeskyLogdet> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // Every sum, of L, of L⁻¹ and of the product, has at most n + 1 terms: a term passes n additions, a product and a
    // quotient, whose reciprocal may round too; the doubling is exact.
    return std::tuple{out::textbook<&Out<T>::grad_a>(CholeskyLogdet::n + 3, "C4", "2A⁻¹ below the diagonal, A⁻¹ on it, 0 above")};
  }
  static Statement statement() {
    return derivative({.summary = "2A⁻¹ below the diagonal, A⁻¹ on it and 0 above: the gradient of log det A by the entries that are read",
                       .clauses = {{"C3", ClauseKind::law, "half of Ā + Āᵀ is A⁻¹: times A it is I; Ā is 0 above the diagonal"},
                                   {"C4", ClauseKind::error, "textbook, n + 3: Cholesky's factorization, the inverse of L and the product L⁻ᵀL⁻¹, their sums in any order"}},
                       .source = "Boyd and Vandenberghe, Convex Optimization (2004), appendix A.4.1; Petersen and Pedersen, The Matrix Cookbook (2012), section 2.8.2"});
  }
};

inline constexpr Function<CholeskyLogdet> cholesky_logdet;
inline constexpr Function<CholeskyLogdetGradient> cholesky_logdet_gradient;

}  // namespace etalon::contract::linalg
