#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Av = λv.
struct Eig {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> lambda_re; Tensor<T> lambda_im; Tensor<T> v_re; Tensor<T> v_im; };

  inline static const Count n{"n"};
  /// Hessenberg form: n reflections from either side, each a dot product of n terms and 3 more roundings: 2n² + 6n. QR: two
  /// double sweeps for each eigenvalue, in each of which an entry meets 6 reflections of 3 rows or columns, of 8 roundings: 96n.
  /// Back substitution, the product with Q, the norm: 3n.
  inline static const Count roundings = 2 * n * n + 105 * n;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any real square matrix")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::lambda_re>({n}, roundings, "C9", "the eigenvalues' real parts, in any order"),
                      out::backward<&Out<T>::lambda_im>({n}, roundings, "C9", "their imaginary parts"),
                      out::laws<&Out<T>::v_re>({n, n}, "column j is the real part of an eigenvector for λⱼ"),
                      out::laws<&Out<T>::v_im>({n, n}, "its imaginary part")};
  }
  static Statement statement() {
    return {.name = "linalg.eig",
            .summary = "n eigenvalues λⱼ of a real n×n matrix, each as often as it occurs, and for each a vector of norm 1 with Av = λv",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "Σ λⱼ = tr A, and the imaginary parts cancel; Π λⱼ = det A"},
                        {"C3", ClauseKind::law, "Av = λv for the proved eigenvectors, of norm 1"},
                        {"C4", ClauseKind::law, "λ(Aᵀ) = λ(A), λ(S⁻¹AS) = λ(A), λ(αA + βI) = αλ(A) + β"},
                        {"C5", ClauseKind::law, "eigenvalues that are not real come in conjugate pairs"},
                        {"C6", ClauseKind::law, "every λⱼ lies in a disc of Gershgorin: |λ − a_ii| ≤ Σ_{k≠i} |a_ik| for some i"},
                        {"C7", ClauseKind::error, "backward: ‖Av̂ⱼ − λ̂ⱼv̂ⱼ‖ ≤ c(u·‖A‖_F + n·η)·‖v̂ⱼ‖ with c = 2n² + 105n"},
                        {"C8", ClauseKind::error, "|‖v̂ⱼ‖ − 1| ≤ (n + 20)·u + n·η"},
                        {"C9", ClauseKind::error,
                         "forward: the λ̂ are the eigenvalues of A + E, ‖E‖_F ≤ c(u·‖A‖_F + n·η). With b sets of eigenvalues and P the spectral "
                         "projector of one, of m eigenvalues, they lie within (b‖P‖‖E‖)^(1/m)·(2‖A‖ + ‖E‖)^(1−1/m) of the set, or within "
                         "b‖P‖‖E‖ where it is one semisimple eigenvalue; sets of such discs that hang together hold as many λ̂ as λ"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), 7.2 and 7.5; Wilkinson, The Algebraic Eigenvalue Problem (1965), chapter 2; "
                      "Elsner, An optimal bound for the spectral variation of two matrices, Linear Algebra Appl. 71 (1985)",
            .no_derivative = "the eigenvalues come in any order, the vectors with any phase, and neither is Lipschitz where eigenvalues meet"};
  }
};

inline constexpr Function<Eig> eig;

}  // namespace etalon::contract::linalg
