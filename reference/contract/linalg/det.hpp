#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// det A.
struct Det {
  template <class T> struct In { Tensor<T> a; };
  template <class T> struct Out { T det{}; T omega{}; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "any square matrix")};
  }
  template <class T> static auto outputs() {
    // Elimination makes an exact PA + E = LU with n + 1 roundings in each entry (linalg.lu); n more multiply the pivots.
    return std::tuple{out::backward<&Out<T>::det>({}, n + 4, "C6", "the determinant"),
                      out::analysis<&Out<T>::omega>({}, "ω, the largest |u_ij| that partial pivoting meets in exact arithmetic")};
  }
  static Statement statement() {
    return {.name = "linalg.det",
            .summary = "the determinant, ±Π u_kk of PA = LU; 0 exactly for a singular matrix, 1 for the empty one",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::law, "Leibniz' sum: det A by Laplace's expansion"},
                        {"C3", ClauseKind::law, "det AB = det A·det B, det Aᵀ = det A"},
                        {"C4", ClauseKind::law, "two rows exchanged change its sign; a multiple of a row added to another does not change it"},
                        {"C5", ClauseKind::law, "|det A| ≤ Π ‖a_i‖ (Hadamard)"},
                        {"C6", ClauseKind::error, "backward: |d − det A| ≤ β + 2δM + η, M = Π(σ_i + ε), β = M − |det A| = Σ_i s_{n−i}(σ)εⁱ, "
                                                  "ε = γωn(n + 1)/2 + cn(1 + ω)η ≥ ‖E‖_F, γ = cu/(1 − cu), δ = cu(2 + 2n·max(0, log ω) + |log M|): "
                                                  "the pivots may be multiplied by their logarithms. c = n + 4; nothing overflows or underflows unless det A does. And "
                                                  "(1 − μ)e^−δ ≤ d/det A ≤ e^δ/(1 − μ) but for η, where μ = ‖A⁻¹‖_F·ε < 1"}},
            .source = "Ipsen and Rehman, SIAM J. Matrix Anal. Appl. 30 (2008), Theorem 2.12; Higham, Accuracy and Stability of Numerical Algorithms (2002), Theorem 9.3 and section 14.6"};
  }
};

/// Ā = d̄C with the cofactors C of A (Jacobi): the cotangent of A for the cotangent d̄ of det A.
struct DetVjp : Vjp<Det> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    const Count n = Det::n;
    // That of linalg.svd for a square matrix, whose factors give every cofactor, of a singular matrix too: a worst case, which n − 1
    // singular values meet at once.
    return std::tuple{out::backward<&Out<T>::grad_a>(4 * n * n + 48 * n, "C4", "d̄C, where A is regular d̄·det A·A⁻ᵀ")};
  }
  static Statement statement() {
    return derivative({.summary = "ā_ij = d̄c_ij with the cofactors c_ij = (−1)^(i + j)·det A without row i and column j; d̄·det A·A⁻ᵀ where A is regular",
                       .clauses = {{"C2", ClauseKind::law, "AĀᵀ = ĀᵀA = d̄·det A·I"},
                                   {"C3", ClauseKind::law, "ā_ij does not depend on row i and column j of A; of a matrix of rank n − 2 or less Ā is 0"},
                                   {"C4", ClauseKind::error, "backward: |ā_ij − d̄c_ij| ≤ |d̄|(β + 2√n·cuM) + (n + 1)(1 + |d̄|)η, M = Π(σ_i + ε) over the n − 1 largest "
                                                             "singular values, β = M − Πσ_i, ε = c((1 + 2√n)u‖A‖_F + η), c = 4n² + 48n: by A = UΣVᵀ and "
                                                             "C = det(UV)·U·diag(Π_{i≠j} σ_i)·Vᵀ; det A·A⁻ᵀ loses the digits of a nearly singular A"},
                                   {"C5", ClauseKind::error, "backward, however small σ_n is: ‖Ā̂‖_F ≥ |d̄|(Π_{i<n} σ_i·(1 − μ) − 2√n·cuM) where μ = ε·√Σ_{i<n} σ_i⁻² < 1, and "
                                                             "AĀ̂ᵀ and AᵀĀ̂ are multiples of I to within |d̄|√n·M(ε + 2cu‖A‖_F), but for n(n + 1)(1 + |d̄|)(1 + ‖A‖_F)η"}},
                       .source = "Stewart, On the adjugate matrix, Linear Algebra Appl. 283 (1998); Ipsen and Rehman, SIAM J. Matrix Anal. Appl. 30 (2008), Theorem 2.12; "
                                 "Magnus and Neudecker, Matrix Differential Calculus (2007), section 8.3"});
  }
};

inline constexpr Function<Det> det;
inline constexpr Function<DetVjp> det_vjp;

}  // namespace etalon::contract::linalg
