#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A = QΛQᵀ.
struct Eigh {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> lambda; Tensor<T> q; };

  inline static const Count n{"n"};
  // Each reflection of the tridiagonalization is a dot product of n terms and 3 more roundings, from both sides: 2n(n + 3).
  // Two QR sweeps for each value, in each of which an entry meets two rotations of 3 roundings from both sides: 24n. The
  // vectors take the reflections and the rotations once more, from one side: n(n + 3) + 12n.
  inline static const Count c = 3 * n * n + 45 * n;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::lambda>({n}, c, "C9", "the eigenvalues, ascending"),
                      out::backward<&Out<T>::q>({n, n}, c, "C10", "orthonormal eigenvectors, column by column")};
  }
  static Statement statement() {
    return {.name = "linalg.eigh",
            .summary = "the eigenvalues λ₁ ≤ … ≤ λ_n of a symmetric matrix, and orthonormal eigenvectors: A = QΛQᵀ",
            .clauses = {{"C1", ClauseKind::domain, finite_lower_triangle("a")},
                        {"C11", ClauseKind::precondition, finite("a"), "what stands above the diagonal is not read, but finite"},
                        {"C2", ClauseKind::law, "A = QΛQᵀ, QᵀQ = I, and λ₁ ≤ … ≤ λ_n"},
                        {"C3", ClauseKind::law, "Σ λᵢ = tr A, Σ λᵢ² = ‖A‖_F², Π λᵢ = det A"},
                        {"C4", ClauseKind::law, "the eigenvalues of a leading block interlace: λᵢ(A) ≤ λᵢ(A′) ≤ λᵢ₊₁(A) without the last row and column"},
                        {"C5", ClauseKind::law, "A + σI has the eigenvalues λᵢ + σ, −A has −λ_n ≤ … ≤ −λ₁, and both have A's invariant subspaces"},
                        {"C6", ClauseKind::law, "what stands above the diagonal of A changes nothing"},
                        {"C7", ClauseKind::law, "gauge: the sign of an eigenvector, and the basis of the eigenspace of a multiple eigenvalue, are free"},
                        {"C8", ClauseKind::law, "no vector strays into another eigenspace: |qⱼᵀq̂ᵢ| ≤ r/(|λⱼ − λᵢ| − r) for exact eigenvectors qⱼ, "
                                                "r = c(u·‖A‖_F + η), wherever |λⱼ − λᵢ| > 2r"},
                        {"C9", ClauseKind::error, "forward: |λ̂ᵢ − λᵢ| ≤ c(u·‖A‖₂ + η) with c = 3n² + 45n (Weyl)"},
                        {"C10", ClauseKind::error, "backward: ‖AQ̂ − Q̂Λ̂‖_F ≤ c(u·‖A‖_F + η) and ‖Q̂ᵀQ̂ − I‖_F ≤ c·√n·u"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), chapter 8; Stewart and Sun, Matrix Perturbation Theory (1990), chapter V; "
                      "LAPACK Users' Guide (1999), section 4.7",
            .no_derivative = "eigenvectors are free in sign, and in rotation where eigenvalues are equal; linalg.eigvalsh.vjp differentiates what is not free"};
  }
};

inline constexpr Function<Eigh> eigh;

}  // namespace etalon::contract::linalg
