#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ‖A‖_* = Σ σᵢ.
struct NuclearNorm {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T norm; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  // Each of the k values is off by 2mn + 18k (linalg.svdvals), and their sum, at most kσ₁, is rounded k − 1 times.
  inline static const Count c = 2 * k * m * n + 19 * k * k;

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")}; }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::norm>({}, c, "C6", "‖A‖_*")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Statement statement() {
    return {.name = "linalg.nuclear_norm",
            .summary = "‖A‖_* = Σ σᵢ, the convex envelope of the rank; 0 for a matrix without entries",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "‖A‖₂ ≤ ‖A‖_F ≤ ‖A‖_* ≤ √k·‖A‖_F, k = min(m, n)"},
                        {"C3", ClauseKind::law, "‖Aᵀ‖_* = ‖A‖_* and ‖αA‖_* = |α|·‖A‖_*"},
                        {"C4", ClauseKind::law, "‖AᵀA‖_* = tr AᵀA"},
                        {"C5", ClauseKind::law, "‖A + B‖_* ≤ ‖A‖_* + ‖B‖_*, and |tr A| ≤ ‖A‖_* for a square A"},
                        {"C6", ClauseKind::error, "forward: |ŝ − Σ σᵢ| ≤ c(u·σ₁ + η) with c = 2kmn + 19k², k = min(m, n)"}},
            .source = "Horn and Johnson, Matrix Analysis (2013), section 7.4; Fazel, Matrix Rank Minimization with Applications (2002), section 5.1"};
  }
};

/// UVᵀ, the orthogonal factor of A's polar decomposition.
struct NuclearNormGradient : Gradient<NuclearNorm> {
  template <class T> struct Out { Tensor<T> grad_a; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 2 * m * n + k * m + k * n + 48 * k;  // of linalg.svd

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::grad_a>(c, "C5", "Ā = UVᵀ")};
  }
  static Statement statement() {
    return derivative({.summary = "∂‖A‖_*/∂A = UVᵀ at full rank, where it does not matter which of A's singular vectors are taken",
                       .clauses = {{"C2", ClauseKind::precondition, "A has the rank min(m, n): elsewhere the norm has a kink"},
                                   {"C3", ClauseKind::law, "⟨Ā, A⟩ = ‖A‖_*, and Ā has orthonormal columns, or rows: the largest ⟨X, A⟩ over ‖X‖₂ ≤ 1"},
                                   {"C4", ClauseKind::law, "Aᵀ has the gradient Āᵀ, and αA has sgn(α)·Ā"},
                                   {"C5", ClauseKind::error,
                                    "backward: ‖Ā̂ − Ā‖_F ≤ 2e/(σ_k − e) + (c√k + k(k + 2))u + k√(mn)·η (Li), where 2e < σ_k; e = (1 + 2√k)·c(u·‖A‖_F + η), "
                                    "c = 2mn + k(m + n) + 48k"},
                                   {"C6", ClauseKind::error,
                                    "backward, however small σ_k is: with f = (c√k + k(k + 2))u + k√(mn)·η the columns of Ā̂, or its rows, are orthonormal to within f(2 + f), "
                                    "|⟨Ā̂, A⟩ − Σ σᵢ| ≤ 2√k·e + ‖A‖_F·f, and AᵀĀ̂ and AĀ̂ᵀ are symmetric to within 2(e + ‖A‖_F·f)"}},
                       .source = "Watson, Characterization of the subdifferential of some matrix norms, Linear Algebra Appl. 170 (1992); Li, New perturbation "
                                 "bounds for the unitary polar factor, SIAM J. Matrix Anal. Appl. 16 (1995)"});
  }
};

inline constexpr Function<NuclearNorm> nuclear_norm;
inline constexpr Function<NuclearNormGradient> nuclear_norm_gradient;

}  // namespace etalon::contract::linalg
