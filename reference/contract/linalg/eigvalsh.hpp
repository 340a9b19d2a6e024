#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// λ₁ ≤ … ≤ λ_n with A = QΛQᵀ.
struct Eigvalsh {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> lambda; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "symmetric; only the lower triangle is read")};
  }
  template <class T> static auto outputs() {
    // Each reflection of the tridiagonalization is a dot product of n terms and 3 more roundings, from both sides: 2n(n + 3).
    // Then two QR sweeps for each value, in each of which an entry meets two rotations of 3 roundings from both sides: 24n.
    return std::tuple{out::backward<&Out<T>::lambda>({n}, 2 * n * n + 30 * n, "C7", "the eigenvalues, ascending")};
  }
  static Statement statement() {
    return {.name = "linalg.eigvalsh",
            .summary = "the eigenvalues λ₁ ≤ … ≤ λ_n of a symmetric matrix",
            .clauses = {{"C1", ClauseKind::domain, finite_lower_triangle("a")},
                        {"C8", ClauseKind::precondition, finite("a"), "what stands above the diagonal is not read, but finite"},
                        {"C2", ClauseKind::law, "λ₁ ≤ … ≤ λ_n"},
                        {"C3", ClauseKind::law, "Σ λᵢ = tr A, Σ λᵢ² = ‖A‖_F², Π λᵢ = det A"},
                        {"C4", ClauseKind::law, "the eigenvalues of a leading block interlace: λᵢ(A) ≤ λᵢ(A′) ≤ λᵢ₊₁(A) without the last row and column"},
                        {"C5", ClauseKind::law, "A + σI has the eigenvalues λᵢ + σ, and −A has −λ_n ≤ … ≤ −λ₁"},
                        {"C6", ClauseKind::law, "what stands above the diagonal of A changes nothing"},
                        {"C7", ClauseKind::error, "forward: |λ̂ᵢ − λᵢ| ≤ c(u·‖A‖₂ + η) with c = 2n² + 30n (Weyl)"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), chapter 8; LAPACK Users' Guide (1999), section 4.7"};
  }
};

/// Ā = VΛ̄Vᵀ, folded onto the lower triangle, which alone is read: an entry below the diagonal stands for two of A.
struct EigvalshVjp : Vjp<Eigvalsh> {
  template <class T> struct Out { Tensor<T> grad_a; };

  inline static const Count n{"n"};
  inline static const Count c = 3 * n * n + 45 * n;  // of linalg.eigh

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::grad_a>(c, "C5", "Ā_ii = (VΛ̄Vᵀ)_ii, Ā_ij = 2(VΛ̄Vᵀ)_ij below the diagonal, 0 above it")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = VΛ̄Vᵀ at simple eigenvalues, V the eigenvectors, folded onto the lower triangle",
                       .clauses = {{"C2", ClauseKind::precondition, "the eigenvalues are simple: where some are equal, their order has a kink"},
                                   {"C3", ClauseKind::law, "Ā is 0 above the diagonal, which is not read; tr Ā = Σ λ̄ᵢ"},
                                   {"C4", ClauseKind::law, "λ̄ = 1 gives I, and λ̄ = λ gives A itself, folded: the gradients of tr A and ½‖A‖_F²"},
                                   {"C5", ClauseKind::error,
                                    "backward: ‖Ā̂ − Ā‖_F ≤ √2·Σ|λ̄ᵢ|(√2·sᵢ + (c√n + n + 2)u) + 2n²η, sᵢ = min(1, r/(γᵢ − r)) the sine by which vᵢ may turn "
                                    "(Davis and Kahan; 1 where γᵢ ≤ 2r), γᵢ the distance of λᵢ from the others, r = c(u·‖A‖_F + η), c = 3n² + 45n"},
                                   {"C6", ClauseKind::error,
                                    "backward, however far the vectors turn: the symmetric S that Ā̂ is folded from has, with e = (1 + 2√n)r and "
                                    "f = Σ|λ̄ᵢ|(c√n + n + 2)u + 2n²η, |‖S‖_F − ‖λ̄‖| ≤ f, |⟨S, A⟩ − Σ λ̄ᵢλᵢ| ≤ 2‖λ̄‖e + ‖A‖_F·f, ‖AS − SA‖_F ≤ 2(max|λ̄ᵢ|·e + ‖A‖_F·f)"}},
                       .source = "Magnus, On differentiating eigenvalues and eigenvectors, Econometric Theory 1 (1985); Giles, An extended collection of matrix "
                                 "derivative results (2008), section 3.1; Stewart and Sun, Matrix Perturbation Theory (1990), chapter V"});
  }
};

inline constexpr Function<Eigvalsh> eigvalsh;
inline constexpr Function<EigvalshVjp> eigvalsh_vjp;

}  // namespace etalon::contract::linalg
