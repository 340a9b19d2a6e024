#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ‖A‖₁ or ‖A‖_∞: how much longer A makes a vector at most, in the sum or in the maximum of its entries.
struct MatrixNorm {
  enum class Variant { one, infinity };
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T norm; };

  inline static const Count longest{"longest"};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({any_extent, any_extent}, "any matrix")}; }
  template <class T> static auto outputs() {
    // A sum of as many entries as a column or a row has; their largest is one of them.
    return std::tuple{out::inherent<&Out<T>::norm>({}, longest, "C8", "the norm")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"longest", std::max(in.a.shape[0], in.a.shape[1])}}; }
  static Complaint none(const Inputs& in, std::size_t) {
    if (in.real("a").size() > 0) return std::nullopt;
    return "a has no entries";
  }
  static Statement statement() {
    return {.name = "linalg.matrix_norm",
            .summary = "‖A‖₁ = maxⱼ Σᵢ |a_ij| or ‖A‖_∞ = maxᵢ Σⱼ |a_ij|",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C9", ClauseKind::precondition, Predicate("A has entries", none), "A has entries: of none there is no largest, and libraries say 0, −∞, or nothing"},
                        {"C2", ClauseKind::law, "‖A‖ ≥ 0, and 0 for A = 0 alone; ‖αA‖ = |α|·‖A‖"},
                        {"C3", ClauseKind::law, "‖A + B‖ ≤ ‖A‖ + ‖B‖ and ‖AB‖ ≤ ‖A‖·‖B‖"},
                        {"C4", ClauseKind::law, "‖Aᵀ‖₁ = ‖A‖_∞"},
                        {"C5", ClauseKind::law, "induced: ‖Ax‖ ≤ ‖A‖·‖x‖ in the vector norm of the same name, with equality for a unit vector or one of signs"},
                        {"C6", ClauseKind::law, "‖A‖₂² ≤ ‖A‖₁·‖A‖_∞, and each is at most √n or √m times ‖A‖₂"},
                        {"C7", ClauseKind::law, "the order and the signs of rows and columns do not matter"},
                        {"C8", ClauseKind::error, "inherent, max(m, n) roundings"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.3",
            .variants = {{"one", "‖A‖₁, the largest sum of a column"}, {"infinity", "‖A‖_∞, the largest sum of a row"}},
            .no_derivative = "a largest sum of absolute values: linear, but for kinks where sums tie or an entry is 0"};
  }
};

inline constexpr Function<MatrixNorm> matrix_norm;

}  // namespace etalon::contract::linalg
