#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The number of singular values above rtol·σ₁.
struct MatrixRank {
  template <class T> struct In { Tensor<T> a; T rtol; };
  template <class T> struct Out { std::int64_t rank; };

  inline static const Count m{"m"}, n{"n"}, k{"k"};
  inline static const Count c = 2 * m * n + 18 * k + 2;  // of linalg.svdvals; the threshold is one product

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix"),
                      in::exact<&In<T>::rtol>({}, "what counts as 0, relative to σ₁; 0: the rank of A as it stands").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::rank>({}, c, "C7", "the number of singular values above rtol·σ₁")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::min(in.a.shape[0], in.a.shape[1])}}; }
  // A value on the threshold itself has no decision: the reference says so.
  static Statement statement() {
    return {.name = "linalg.matrix_rank",
            .summary = "the numerical rank: how many σᵢ > rtol·σ₁",
            .clauses = {{"C1", ClauseKind::precondition, finite("a"), "A is finite: an integer cannot be NaN, and libraries count comparisons with it"},
                        {"C2", ClauseKind::precondition, not_negative("rtol") && below("rtol", 1), "0 ≤ rtol < 1"},
                        {"C3", ClauseKind::law, "0 ≤ rank ≤ min(m, n); rank 0 for A = 0 alone"},
                        {"C4", ClauseKind::law, "the rank of Aᵀ and of αA, α ≠ 0, is that of A; with rtol = 0 also that of AᵀA"},
                        {"C5", ClauseKind::law, "a larger rtol never finds more; the number of σᵢ of linalg.svdvals above the threshold"},
                        {"C6", ClauseKind::law, "a further row equal to another changes no rank with rtol = 0"},
                        {"C7", ClauseKind::error, "any number from #{σᵢ > t + δ} to #{σᵢ ≥ t − δ}, t = rtol·σ₁ and δ = c(u·σ₁ + η), c = 2mn + 18k + 2: the rank that "
                                                  "a matrix A + E with ‖E‖₂ ≤ δ can have"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 5.4.1",
            .no_derivative = "an integer"};
  }
};

inline constexpr Function<MatrixRank> matrix_rank;

}  // namespace etalon::contract::linalg
