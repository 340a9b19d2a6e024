#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A⁺ = Σ vᵢuᵢᵀ/σᵢ over the σᵢ > rcond·σ₁.
struct Pinv {
  template <class T> struct In { Tensor<T> a; T rcond; };
  template <class T> struct Out { Tensor<T> x; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  // linalg.svd's 2mn + k(m + n) + 48k; then each entry is a sum of k terms of a quotient and a product, k + 2 roundings, whose
  // absolute values add up to k of the largest.
  inline static const Count c = 2 * m * n + k * m + k * n + 50 * k + k * k;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"),
                      in::exact<&In<T>::rcond>({}, "singular values up to rcond·σ₁ count as 0; 0: the rank of A as it stands").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::x>({n, m}, c, "C7", "the pseudoinverse A⁺")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  // A value on the threshold itself has no decision: the reference says so.
  static Statement statement() {
    return {.name = "linalg.pinv",
            .summary = "the Moore–Penrose pseudoinverse A⁺ = Σ vᵢuᵢᵀ/σᵢ over the singular values above rcond·σ₁; A_r is A without the others",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::precondition, not_negative("rcond") && below("rcond", 1), "0 ≤ rcond < 1"},
                        {"C3", ClauseKind::law, "the identities of Penrose: A_rXA_r = A_r, XA_rX = X, and A_rX and XA_r are symmetric"},
                        {"C4", ClauseKind::law, "(Aᵀ)⁺ = (A⁺)ᵀ and (αA)⁺ = A⁺/α, α ≠ 0"},
                        {"C5", ClauseKind::law, "the singular values of A⁺ are the 1/σᵢ of those that count"},
                        {"C6", ClauseKind::law, "AᵀAA⁺ = Aᵀ with rcond = 0; A⁺ is A⁻¹ where there is one"},
                        {"C7", ClauseKind::error,
                         "with e = c(u·‖A‖_F + η), c = 2mn + k(m + n) + 50k + k², the tail t = √Σ_{i>r} σᵢ² and "
                         "e′ = min(2e + 2t, e + 2σ₁e/(σ_r − σ_{r+1} − e)): ‖X̂ − A⁺‖_F ≤ 5e′/(σ_r(σ_r − e′)) + √(mn)·η (Wedin), wherever every "
                         "singular value is further than 2e from rcond·σ₁ and e′ < σ_r/2"},
                        {"C8", ClauseKind::error,
                         "backward, however small σ_r is: with e″ = (1 + 2√k)e, f = (c√k + k(k + 2))u and the σᵢ > rcond(σ₁ + e″) + e″, which nobody leaves out, "
                         "(1 − f)·√Σ(σᵢ + e″)⁻² ≤ ‖X̂‖_F + √(mn)·η; and the P = AX̂ and X̂A are projectors: "
                         "‖P − Pᵀ‖_F ≤ 2δ, ‖P² − P‖_F ≤ δ(3 + δ) and tr P ≥ #{those σᵢ} − δ with δ = (e″ + ‖A‖_F·f/(1 − f))‖X̂‖_F + ‖A‖_F·√(mn)·η"}},
            .source = "Penrose, A generalized inverse for matrices, Proceedings of the Cambridge Philosophical Society 51 (1955); "
                      "Wedin, Perturbation theory for pseudo-inverses, BIT 13 (1973); Stewart and Sun, Matrix Perturbation Theory (1990), section III.3",
            .no_derivative = "not continuous where the rank changes, and which values count is a decision"};
  }
};

inline constexpr Function<Pinv> pinv;

}  // namespace etalon::contract::linalg
