#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// ‖A‖_F = √Σ a_ij².
struct FrobeniusNorm {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T norm; };

  inline static const Count m{"m"}, n{"n"};

  template <class T> static auto inputs() { return std::tuple{in::data<&In<T>::a>({m, n}, "any matrix")}; }
  template <class T> static auto outputs() {
    // With a running scale each entry costs a quotient, a square, a sum and a rescaling: 4mn roundings of the sum, half as many of
    // its root, and two for the root and the scale. B is 2‖A‖_F.
    return std::tuple{out::inherent<&Out<T>::norm>({}, m * n + 2, "C6", "‖A‖_F")};
  }
  static Statement statement() {
    return {.name = "linalg.frobenius_norm",
            .summary = "‖A‖_F = √Σ a_ij²; 0 for a matrix without entries",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "‖A‖_F² = tr AᵀA = Σ σᵢ²"},
                        {"C3", ClauseKind::law, "‖Aᵀ‖_F = ‖A‖_F and ‖αA‖_F = |α|·‖A‖_F"},
                        {"C4", ClauseKind::law, "‖A + B‖_F ≤ ‖A‖_F + ‖B‖_F and ‖AB‖_F ≤ ‖A‖_F·‖B‖_F"},
                        {"C5", ClauseKind::law, "max |a_ij| ≤ ‖A‖_F ≤ √(mn)·max |a_ij|"},
                        {"C6", ClauseKind::error, "inherent, mn + 2 units: no square may leave the range of the format"}},
            .source = "Golub and Van Loan, Matrix Computations (2013), section 2.3; Blue, A portable Fortran program to find the Euclidean norm of a vector, "
                      "ACM Transactions on Mathematical Software 4 (1978)"};
  }
};

/// A/‖A‖_F: the gradient of the norm, of norm 1 itself.
struct FrobeniusNormGradient : Gradient<FrobeniusNorm> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    // The norm is within 2(mn + 2) units of itself, as above, and the quotient rounds once; B is at least the entry.
    return std::tuple{out::inherent<&Out<T>::grad_a>(2 * FrobeniusNorm::m * FrobeniusNorm::n + 5, "C5", "A/‖A‖_F")};
  }
  static Complaint all_zero(const Inputs& in, std::size_t) {
    const Entries& a = in.real("a");
    for (std::size_t i = 0; i < a.size(); ++i)
      if (a.less(i, 0) || a.greater(i, 0)) return std::nullopt;
    if (a.size() == 0) return std::nullopt;
    return "a is 0, where the norm has a kink";
  }
  static Statement statement() {
    return derivative({.summary = "∂‖A‖_F/∂A = A/‖A‖_F",
                       .clauses = {{"C2", ClauseKind::precondition, Predicate{"a has an entry other than 0, or none", all_zero},
                                    "A ≠ 0, where the norm has a kink: a subgradient, NaN and a refusal are all in use"},
                                   {"C3", ClauseKind::law, "‖Ā‖_F = 1 and ⟨Ā, A⟩ = ‖A‖_F"},
                                   {"C4", ClauseKind::law, "αA has the gradient sgn(α)·Ā"},
                                   {"C5", ClauseKind::error, "inherent, 2mn + 5 units: no square may leave the range of the format"}},
                       .source = "Petersen and Pedersen, The Matrix Cookbook (2012), section 2.7"});
  }
};

inline constexpr Function<FrobeniusNorm> frobenius_norm;
inline constexpr Function<FrobeniusNormGradient> frobenius_norm_gradient;

}  // namespace etalon::contract::linalg
