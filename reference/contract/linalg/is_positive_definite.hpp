#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Is xᵀAx > 0 for every x ≠ 0?
struct IsPositiveDefinite {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { std::int64_t definite = 0; };

  inline static const Count n{"n"};
  inline static const Count c = n * n + n;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::definite>({}, c, "C6", "1 if A is positive definite, 0 if it is not")};
  }
  static Statement statement() {
    return {.name = "linalg.is_positive_definite",
            .summary = "is the symmetric matrix positive definite? The empty one is",
            .clauses = {{"C1", ClauseKind::precondition, finite("a"), "A is finite, above its diagonal too: of others some say 0, and some nothing"},
                        {"C2", ClauseKind::law, "if and only if every leading minor is positive (Sylvester)"},
                        {"C3", ClauseKind::law, "LLᵀ with a positive diagonal of L is; with one entry of the middle factor negative or 0, LDLᵀ is not"},
                        {"C4", ClauseKind::law, "a congruence DAD, and the rows and columns in reverse order, change nothing; −A is not"},
                        {"C5", ClauseKind::law, "what stands above the diagonal changes nothing"},
                        {"C6", ClauseKind::error,
                         "backward: with e_ii = γ·a_ii + c(1 + 2√max a_jj)·η, γ = cu/(1 − 2cu) and c = n(n + 1), 1 only where A + diag(e) is definite, 0 only where A − diag(e) "
                         "is not: nearer than that to a singular matrix, rounding can decide either way"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 4.2; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 10.7"};
  }
};

inline constexpr Function<IsPositiveDefinite> is_positive_definite;

}  // namespace etalon::contract::linalg
