#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ‖A‖₂ = σ₁ = max ‖Ax‖/‖x‖.
struct SpectralNorm {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T norm; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 2 * m * n + 18 * k;  // of linalg.svdvals

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")}; }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::norm>({}, c, "C6", "‖A‖₂")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Complaint none(const Inputs& in, std::size_t) {
    if (in.real("a").size() > 0) return std::nullopt;
    return "a has no entries";
  }
  static Statement statement() {
    return {.name = "linalg.spectral_norm",
            .summary = "‖A‖₂ = σ₁, the most by which A lengthens a vector",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C7", ClauseKind::precondition, Predicate("A has entries", none), "A has entries: of none there is no largest, and libraries say 0, −∞, or nothing"},
                        {"C2", ClauseKind::law, "‖A‖₂ ≤ ‖A‖_F ≤ √k·‖A‖₂, k = min(m, n), and max |a_ij| ≤ ‖A‖₂"},
                        {"C3", ClauseKind::law, "‖Aᵀ‖₂ = ‖A‖₂ and ‖αA‖₂ = |α|·‖A‖₂"},
                        {"C4", ClauseKind::law, "‖AᵀA‖₂ = ‖A‖₂²"},
                        {"C5", ClauseKind::law, "‖A + B‖₂ ≤ ‖A‖₂ + ‖B‖₂ and ‖AB‖₂ ≤ ‖A‖₂·‖B‖₂"},
                        {"C6", ClauseKind::error, "forward: |ŝ − σ₁| ≤ c(u·σ₁ + η) with c = 2mn + 18k, k = min(m, n)"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.3"};
  }
};

/// u₁v₁ᵀ.
struct SpectralNormGradient : Gradient<SpectralNorm> {
  template <class T> struct Out { Tensor<T> grad_a; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 2 * m * n + k * m + k * n + 48 * k;  // of linalg.svd

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::grad_a>(c, "C5", "Ā = u₁v₁ᵀ")};
  }
  static Statement statement() {
    return derivative({.summary = "∂‖A‖₂/∂A = u₁v₁ᵀ, the singular vectors of a largest singular value that is simple",
                       .clauses = {{"C2", ClauseKind::precondition, "the largest singular value is simple and not 0: elsewhere the norm has a kink"},
                                   {"C3", ClauseKind::law, "⟨Ā, A⟩ = ‖A‖₂, and Ā has rank 1 and norm 1: the largest ⟨X, A⟩ over ‖X‖_* ≤ 1"},
                                   {"C4", ClauseKind::law, "Aᵀ has the gradient Āᵀ, and αA has sgn(α)·Ā"},
                                   {"C5", ClauseKind::error,
                                    "backward: ‖Ā̂ − Ā‖_F ≤ 2s + (c√k + 2)u + √(mn)·η, s = min(1, r/(γ − r)) the sine by which (u₁, v₁) may turn (1 where γ ≤ 2r), "
                                    "γ the distance of σ₁ from σ₂ (of σ₁ from 0 where there is none), r = c(u·‖A‖_F + η), c = 2mn + k(m + n) + 48k"},
                                   {"C6", ClauseKind::error,
                                    "backward, however far the vectors turn: to within f = (c√k + 2)u + √(mn)·η a subgradient of the norm at some A + E, ‖E‖_F ≤ e = (1 + 2√k)r: "
                                    "‖Ā̂‖_* ≤ 1 + √k·f, |⟨Ā̂, A⟩ − σ₁| ≤ 2e + ‖A‖_F·f, and AᵀĀ̂ and AĀ̂ᵀ are symmetric to within 2(e + ‖A‖_F·f). Where rounding "
                                    "makes σ₁ multiple, the averages of its uvᵀ are subgradients too"}},
                       .source = "Watson, Characterization of the subdifferential of some matrix norms, Linear Algebra Appl. 170 (1992); Stewart and Sun, Matrix "
                                 "Perturbation Theory (1990), chapter V"});
  }
};

inline constexpr Function<SpectralNorm> spectral_norm;
inline constexpr Function<SpectralNormGradient> spectral_norm_gradient;

}  // namespace etalon::contract::linalg
