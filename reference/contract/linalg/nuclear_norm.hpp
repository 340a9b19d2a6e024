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

}  // namespace etalon::contract::linalg
