#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// A = QR.
struct Qr {
  template <class T> struct In { Tensor<T> a; std::int64_t full = 0; };
  template <class T> struct Out { Tensor<T> q, r; };

  inline static const Count m{"m"}, n{"n"}, k{"k"}, w{"w"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"),
                      in::exact<&In<T>::full>({}, "1: Q is square, w = m; 0: thin, w = k = min(m, n)").or_else("0")};
  }
  template <class T> static auto outputs() {
    // k reflections I − τvvᵀ, each from a norm and applied by a dot product, of m terms: v and τ are off by m + 6 roundings
    // and enter twice, the two sums by m + 2 and twice: 4m + 20. The same again to form Q.
    return std::tuple{out::backward<&Out<T>::q>({m, w}, 8 * k * (m + 5), "C7", "orthonormal columns"),
                      out::backward<&Out<T>::r>({w, n}, 8 * k * (m + 5), "C7", "upper triangular, or trapezoidal")};
  }
  template <class In> static SizeValues sizes(const In& in) {
    const std::int64_t least = std::min(in.a.shape[0], in.a.shape[1]);
    return {{"k", least}, {"w", in.full == 1 ? in.a.shape[0] : least}};
  }
  static Statement statement() {
    return {.name = "linalg.qr",
            .summary = "Q with orthonormal columns and an upper triangular R with A = QR, of any rank and with any signs on the diagonal of R",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::precondition, one_of("full", std::vector<std::int64_t>{0, 1})},
                        {"C3", ClauseKind::law, "A = QR, QᵀQ = I; R is exactly 0 below its diagonal"},
                        {"C4", ClauseKind::law, "of full column rank, thin Q and R are the only ones but for signs: a column of Q and the row of R with it"},
                        {"C5", ClauseKind::law, "RᵀR = AᵀA"},
                        {"C6", ClauseKind::law, "the full Q begins with a thin one, and the full R is 0 below it"},
                        {"C7", ClauseKind::error, "backward: ‖a_j − Qr_j‖ ≤ √w(γ‖a_j‖ + cη) for each column, and ‖QᵀQ − I‖_F ≤ √w·γ, γ = cu/(1 − cu), c = 8k(m + 5)"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), Lemma 19.3 and Theorem 19.4; Golub and Van Loan, Matrix Computations (2013), section 5.2",
            .no_derivative = "the signs of Q's columns, the columns that `full` adds, and those beyond the rank are free"};
  }
};

inline constexpr Function<Qr> qr;

}  // namespace etalon::contract::linalg
