#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// σ₁ ≥ … ≥ σ_k ≥ 0, k = min(m, n), with A = UΣVᵀ.
struct Svdvals {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> sigma; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")};
  }
  template <class T> static auto outputs() {
    // Bidiagonalisation: 2k reflections, each a dot product of at most max(m, n) terms and 3 more roundings: 2mn + 6k.
    // Then QR sweeps, two for each value, in each of which an entry meets two rotations of 3 roundings: 12k. All of one sign (linalg.svd).
    return std::tuple{out::backward<&Out<T>::sigma>({k}, 2 * m * n + 18 * k, "C7", "the singular values, descending")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Statement statement() {
    return {.name = "linalg.svdvals",
            .summary = "the singular values σ₁ ≥ … ≥ σ_k ≥ 0 of an m×n matrix, k = min(m, n)",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "σ₁ ≥ … ≥ σ_k ≥ 0"},
                        {"C3", ClauseKind::law, "Σ σᵢ² = ‖A‖_F², and Π σᵢ = |det A| for a square A"},
                        {"C4", ClauseKind::law, "σ(Aᵀ) = σ(A), σ(αA) = |α|·σ(A), and rows of zeros change nothing"},
                        {"C5", ClauseKind::law, "without a row, the values interlace: σᵢ(A) ≥ σᵢ(A′) ≥ σᵢ₊₁(A)"},
                        {"C6", ClauseKind::law, "σ₁ is at least every |a_ij|, and the norm of every row"},
                        {"C7", ClauseKind::error, "backward: |σ̂ᵢ − σᵢ| ≤ c(u·σ₁ + η) with c = 2mn + 18k"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 8.6; LAPACK Users' Guide (1999), section 4.9.1"};
  }
};

/// Ā = UΣ̄Vᵀ.
struct SvdvalsVjp : Vjp<Svdvals> {
  template <class T> struct Out { Tensor<T> grad_a; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 2 * m * n + k * m + k * n + 48 * k;  // of linalg.svd

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::grad_a>(c, "C5", "Ā = Σ σ̄ᵢuᵢvᵢᵀ")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = UΣ̄Vᵀ at simple singular values other than 0, U and V the singular vectors",
                       .clauses = {{"C2", ClauseKind::precondition, "the singular values are simple and not 0: elsewhere their order, or their sign, has a kink"},
                                   {"C3", ClauseKind::law, "⟨Ā, A⟩ = Σ σ̄ᵢσᵢ, for σ(αA) = ασ(A); Aᵀ has the gradient Āᵀ"},
                                   {"C4", ClauseKind::law, "σ̄ = σ gives A itself, the gradient of ½‖A‖_F²; σ̄ = 1 gives UVᵀ, whose singular values are 1"},
                                   {"C5", ClauseKind::error,
                                    "backward: ‖Ā̂ − Ā‖_F ≤ Σ|σ̄ᵢ|(2sᵢ + (c√k + k + 2)u) + k√(mn)·η, sᵢ = min(1, r/(γᵢ − r)) the sine by which (uᵢ, vᵢ) may turn "
                                    "(1 where γᵢ ≤ 2r), γᵢ the distance of σᵢ from the others, from −σᵢ, and from 0 if m ≠ n, r = c(u·‖A‖_F + η), "
                                    "c = 2mn + k(m + n) + 48k"},
                                   {"C6", ClauseKind::error,
                                    "backward, however far the vectors turn: with e = (1 + 2√k)r and f = Σ|σ̄ᵢ|(c√k + k + 2)u + k√(mn)·η, |‖Ā̂‖_F − ‖σ̄‖| ≤ f, "
                                    "|⟨Ā̂, A⟩ − Σ σ̄ᵢσᵢ| ≤ 2‖σ̄‖e + ‖A‖_F·f, and AᵀĀ̂ and AĀ̂ᵀ are symmetric to within 2(max|σ̄ᵢ|·e + ‖A‖_F·f)"}},
                       .source = "Giles, An extended collection of matrix derivative results (2008), section 3.2; Papadopoulo and Lourakis, Estimating the Jacobian "
                                 "of the singular value decomposition (2000); Stewart and Sun, Matrix Perturbation Theory (1990), chapter V"});
  }
};

inline constexpr Function<Svdvals> svdvals;
inline constexpr Function<SvdvalsVjp> svdvals_vjp;

}  // namespace etalon::contract::linalg
