#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The λ with Av = λv for some v ≠ 0.
struct Eigvals {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> lambda_re; Tensor<T> lambda_im; };

  inline static const Count n{"n"};
  /// Hessenberg form: n reflections from either side, each a dot product of n terms and 3 more roundings: 2n² + 6n. QR: two
  /// double sweeps for each eigenvalue, in each of which an entry meets 6 reflections of 3 rows or columns, of 8 roundings: 96n.
  /// All of them taken to have one sign, and E to be the worst for every eigenvalue at once: hundredths of that are measured.
  inline static const Count roundings = 2 * n * n + 102 * n;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any real square matrix")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::lambda_re>({n}, roundings, "C5", "the eigenvalues' real parts, in any order"),
                      out::backward<&Out<T>::lambda_im>({n}, roundings, "C5", "their imaginary parts")};
  }
  static Statement statement() {
    return {.name = "linalg.eigvals",
            .summary = "the n eigenvalues of a real n×n matrix, each as often as it is a root of det(λI − A)",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "Π (z − λⱼ) = det(zI − A)"},
                        {"C3", ClauseKind::law, "the eigenvalues of A² are the λⱼ²: Σ λⱼ² = tr A²"},
                        {"C4", ClauseKind::law, "a symmetric matrix has real eigenvalues, a skew one imaginary"},
                        {"C5", ClauseKind::error,
                         "backward: the λ̂ are the eigenvalues of A + E, ‖E‖_F ≤ c(u·‖A‖_F + n·η) with c = 2n² + 102n; so they lie in the discs "
                         "of linalg.eig's C9, as many in each set as there are λ"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.5; Elsner, An optimal bound for the spectral variation of two matrices, "
                      "Linear Algebra Appl. 71 (1985)",
            .no_derivative = "the eigenvalues come in any order, and are not Lipschitz where they meet"};
  }
};

inline constexpr Function<Eigvals> eigvals;

}  // namespace etalon::contract::linalg
