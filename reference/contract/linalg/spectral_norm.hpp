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
  static Statement statement() {
    return {.name = "linalg.spectral_norm",
            .summary = "‖A‖₂ = σ₁, the most by which A lengthens a vector; 0 for a matrix without entries",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "‖A‖₂ ≤ ‖A‖_F ≤ √k·‖A‖₂, k = min(m, n), and max |a_ij| ≤ ‖A‖₂"},
                        {"C3", ClauseKind::law, "‖Aᵀ‖₂ = ‖A‖₂ and ‖αA‖₂ = |α|·‖A‖₂"},
                        {"C4", ClauseKind::law, "‖AᵀA‖₂ = ‖A‖₂²"},
                        {"C5", ClauseKind::law, "‖A + B‖₂ ≤ ‖A‖₂ + ‖B‖₂ and ‖AB‖₂ ≤ ‖A‖₂·‖B‖₂"},
                        {"C6", ClauseKind::error, "forward: |ŝ − σ₁| ≤ c(u·σ₁ + η) with c = 2mn + 18k, k = min(m, n)"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.3"};
  }
};

}  // namespace etalon::contract::linalg
