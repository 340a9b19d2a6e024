#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Is xᵀAx > 0 for every x ≠ 0?
struct IsPositiveDefinite {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { std::int64_t definite = 0; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::exact<&Out<T>::definite>({}, "C6", "1 if A is positive definite, 0 if it is not")};
  }
  // Scaled to a unit diagonal and within n(n + 1)u of singular, rounding can decide either way (Higham, Theorem 10.7): the
  // classes of inputs keep away from there, or let nothing round.
  static Statement statement() {
    return {.name = "linalg.is_positive_definite",
            .summary = "is the symmetric matrix positive definite? The empty one is",
            .clauses = {{"C1", ClauseKind::precondition, finite("a"), "A is finite, above its diagonal too: of others some say 0, and some nothing"},
                        {"C2", ClauseKind::law, "if and only if every leading minor is positive (Sylvester)"},
                        {"C3", ClauseKind::law, "LLᵀ with a positive diagonal of L is; with one entry of the middle factor negative or 0, LDLᵀ is not"},
                        {"C4", ClauseKind::law, "a congruence DAD, and the rows and columns in reverse order, change nothing; −A is not"},
                        {"C5", ClauseKind::law, "what stands above the diagonal changes nothing"},
                        {"C6", ClauseKind::error, "the answer is exact"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 4.2; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 10.7"};
  }
};

inline constexpr Function<IsPositiveDefinite> is_positive_definite;

}  // namespace etalon::contract::linalg
