#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ‖A‖₁ or ‖A‖_∞.
struct MatrixNorm {
  enum class Variant { one, infinity };

  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T norm{}; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data("a", &In<T>::a, {m, n}, "any matrix")};
  }
  template <class T> static auto outputs() {
    // Fewer additions than entries in a column, or in a row; a maximum does not round.
    return std::tuple{out::inherent("norm", &Out<T>::norm, {}, m + n, "C6", "the norm; 0 of an empty matrix")};
  }
  static Statement statement() {
    return {.name = "linalg.matrix_norm",
            .summary = "the largest sum of magnitudes in a column, ‖A‖₁, or in a row, ‖A‖_∞",
            .clauses = {{"C1", ClauseKind::domain, "every entry is finite"},
                        {"C2", ClauseKind::law, "‖Ax‖ ≤ ‖A‖·‖x‖, with equality for some x"},
                        {"C3", ClauseKind::law, "‖αA‖ = |α|·‖A‖, ‖A + B‖ ≤ ‖A‖ + ‖B‖, and ‖A‖ = 0 only for A = 0"},
                        {"C4", ClauseKind::law, "‖Aᵀ‖₁ = ‖A‖_∞"},
                        {"C5", ClauseKind::law, "‖AB‖ ≤ ‖A‖·‖B‖"},
                        {"C6", ClauseKind::error, "inherent, c = m + n"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.3.2",
            .variants = {{"one", "‖A‖₁, the largest sum of a column: NumPy's ord=1, MATLAB's norm(A, 1)"},
                         {"infinity", "‖A‖_∞, the largest sum of a row: NumPy's ord=inf, MATLAB's norm(A, Inf)"}}};
  }
};

}  // namespace etalon::contract::linalg
