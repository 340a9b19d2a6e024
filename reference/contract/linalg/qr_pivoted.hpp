#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// AP = QR.
struct QrPivoted {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { Tensor<T> q, r; Tensor<std::int64_t> p; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")};
  }
  template <class T> static auto outputs() {
    // As linalg.qr.
    return std::tuple{out::backward<&Out<T>::q>({m, k}, 8 * k * (m + 5), "C7", "orthonormal columns"),
                      out::backward<&Out<T>::r>({k, n}, 8 * k * (m + 5), "C7", "upper triangular, or trapezoidal"),
                      out::laws<&Out<T>::p>({n}, "column j of AP is column p[j] of A")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  static Statement statement() {
    return {.name = "linalg.qr_pivoted",
            .summary = "a permutation P, a thin Q with orthonormal columns and an upper triangular R with AP = QR, always the column next of which most is left",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "p is a permutation of 0 … n − 1"},
                        {"C3", ClauseKind::law, "AP = QR, QᵀQ = I; R is exactly 0 below its diagonal"},
                        {"C4", ClauseKind::law, "|r_kk|² ≥ Σ_{i=k…j} |r_ij|² for j > k, and so |r₁₁| ≥ |r₂₂| ≥ …; the exact result takes the first of the largest"},
                        {"C5", ClauseKind::law, "r_kk = 0 exactly for k beyond the rank"},
                        {"C6", ClauseKind::law, "up to rounding: ‖(r_kj … r_jj)‖ ≤ |r_kk|(1 + 8k√u) + √k·γ‖A‖_F + cη: LAPACK updates norms and takes a new one only "
                                                "where more than a part √u of its square is lost to cancellation"},
                        {"C7", ClauseKind::error, "backward: ‖a_j − Qr_j‖ ≤ √k(γ‖a_j‖ + cη) for each column of AP, and ‖QᵀQ − I‖_F ≤ √k·γ, γ = cu/(1 − cu), c = 8k(m + 5)"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 5.4.2; Drmač and Bujanović, ACM Trans. Math. Software 35 (2008), 12 (LAWN 176)",
            .no_derivative = "which column is next jumps where norms tie, and the signs of Q's columns are free"};
  }
};

inline constexpr Function<QrPivoted> qr_pivoted;

}  // namespace etalon::contract::linalg
