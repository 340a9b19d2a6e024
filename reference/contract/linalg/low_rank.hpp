#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A_k = Σ_{i≤k} σᵢuᵢvᵢᵀ.
struct LowRank {
  template <class T> struct In { Tensor<T> a; std::int64_t k; };
  template <class T> struct Out { Tensor<T> a_k; T error_2; T error_f; };

  inline static const Count m{"m"}, n{"n"}, k{"k"}, r{"r"};
  // linalg.svd's c₀ = 2mn + r(m + n) + 48r counts four times: A + E, ‖E‖_F ≤ c₀u·‖A‖_F, is decomposed instead of A, in the terms kept
  // and in those dropped, and Û and V̂ are that far from orthonormal matrices. Each term is rounded as two products and in at most
  // k − 1 additions, and so are the r squares of error_f. c₀ is a worst case, four times met.
  inline static const Count c = 8 * m * n + 4 * r * m + 4 * r * n + 193 * r + k + 2;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"), in::exact<&In<T>::k>({}, "the rank that is kept")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::a_k>({m, n}, c, "C8", "a matrix of rank k nearest to A"),
                      out::backward<&Out<T>::error_2>({}, c, "C9", "‖A − A_k‖₂ = σ_{k+1}"),
                      out::backward<&Out<T>::error_f>({}, c, "C9", "‖A − A_k‖_F = √Σ_{i>k} σᵢ²")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"r", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Complaint too_many_terms(const Inputs& in, std::size_t) {
    const std::int64_t kept = in.integer("k"), most = std::min(in.shape("a")[0], in.shape("a")[1]);
    if (kept >= 0 && kept <= most) return std::nullopt;
    return "k is " + std::to_string(kept) + "; expected 0 … " + std::to_string(most);
  }
  static Statement statement() {
    return {.name = "linalg.low_rank",
            .summary = "the matrix A_k = Σ_{i≤k} σᵢuᵢvᵢᵀ of rank k that is nearest to A, and how far it is",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::precondition, Predicate{"0 ≤ k ≤ min(m, n)", too_many_terms}},
                        {"C3", ClauseKind::law, "Eckart–Young: ‖A − A_k‖₂ = σ_{k+1} and ‖A − A_k‖_F = √Σ_{i>k} σᵢ², and A_k has rank k or less"},
                        {"C4", ClauseKind::law, "no other matrix of rank k is nearer, in either norm"},
                        {"C5", ClauseKind::law, "A_k = A·P_k, P_k the projector onto the k first right singular vectors; A_0 = 0, and k = min(m, n) gives A itself"},
                        {"C6", ClauseKind::law, "(Aᵀ)_k = (A_k)ᵀ where σ_k > σ_{k+1}"},
                        {"C7", ClauseKind::law, "gauge: where σ_k = σ_{k+1} there are many nearest matrices, and any of them will do"},
                        {"C8", ClauseKind::error, "backward, r = c(u·‖A‖_F + √(mn)·η), c = 8mn + 4q(m + n) + 193q + k + 2, q = min(m, n): ‖A − Â_k‖ ≤ ‖A − A_k‖ + r "
                                                  "in both norms and σ_{k+1}(Â_k) ≤ r; where σ_k − σ_{k+1} > r also ‖Â_k − A_k‖_F ≤ r + 2σ₁r/(σ_k − σ_{k+1} − r)"},
                        {"C9", ClauseKind::error, "forward: both errors within the same r"}},
            .source = "Eckart and Young, The approximation of one matrix by another of lower rank, Psychometrika 1 (1936); "
                      "Stewart and Sun, Matrix Perturbation Theory (1990), Theorems IV.4.11, IV.4.18 and V.4.1",
            .no_derivative = "not continuous where σ_k = σ_{k+1}, and of free gauge there"};
  }
};

inline constexpr Function<LowRank> low_rank;

}  // namespace etalon::contract::linalg
