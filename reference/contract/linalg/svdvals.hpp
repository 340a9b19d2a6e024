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
    // Then QR sweeps, two for each value, in each of which an entry meets two rotations of 3 roundings: 12k.
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

}  // namespace etalon::contract::linalg
