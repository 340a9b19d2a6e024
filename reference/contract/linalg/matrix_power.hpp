#pragma once
#include <cstdlib>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// Aᵖ.
struct MatrixPower {
  template <class T> struct In { Tensor<T> a; std::int64_t exponent = 0; };
  template <class T> struct Out { Tensor<T> power; };

  inline static const Count n{"n"}, k{"k"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({n, n}, "A, nonsingular where the exponent is negative"),
                      in::exact<&In<T>::exponent>({}, "p, from −1000 to 1000")};
  }
  template <class T> static auto outputs() {
    // In whatever order the k = |p| factors are multiplied, their k − 1 products are off by (k − 1)·n·u·|A|ᵏ at most, and T ≥ |A|ᵏ
    // from A's own last bit. Where p < 0, elimination gives each column of A⁻¹ within 3n·u·|A⁻¹||L||U||A⁻¹| (Higham, Theorem 9.4),
    // and T, which adds |l_ik·u_kj| for every step of it, passes that on through the products as it is passed on here.
    return std::tuple{out::textbook<&Out<T>::power>({n, n}, n * k + 3 * n, "C8", "Aᵖ")};
  }
  template <class In> static SizeValues sizes(const In& in) { return {{"k", std::abs(in.exponent)}}; }
  static Statement statement() {
    return {.name = "linalg.matrix_power",
            .summary = "Aᵖ for an integer p: A·A⋯A, the identity for p = 0, and the power −p of A⁻¹ for p < 0",
            .clauses = {{"C1", ClauseKind::domain, finite("a")},
                        {"C2", ClauseKind::domain, "A is nonsingular where p < 0"},
                        {"C3", ClauseKind::precondition, within("exponent", -1000, 1000)},
                        {"C4", ClauseKind::law, "A⁰ = I, A¹ = A, Aᵖ⁺¹ = Aᵖ·A = A·Aᵖ"},
                        {"C5", ClauseKind::law, "Aᵖ⁺² = AᵖA², and AᵖA⁻ᵖ = I for a nonsingular A"},
                        {"C6", ClauseKind::law, "(QΛQᵀ)ᵖ = QΛᵖQᵀ for an orthogonal Q, and (Aᵀ)ᵖ = (Aᵖ)ᵀ"},
                        {"C7", ClauseKind::law, "[1 1; 1 0]ᵖ holds the Fibonacci numbers F_{p+1}, F_p, F_{p−1}; a Jordan block's powers hold binomial coefficients"},
                        {"C8", ClauseKind::error, "textbook, c = nk + 3n with k = |p|: repeated squaring and repeated multiplication both meet it; "
                                                  "an eigendecomposition need not"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), chapters 9 and 18; Knuth, The Art of Computer Programming 2 (1998), 4.6.3"};
  }
};

/// Ā = Σ_k (Aᵀ)ᵏP̄(Aᵀ)ᵖ⁻¹⁻ᵏ: the cotangent of A for the cotangent P̄ of Aᵖ; for p < 0 with A⁻¹ in place of A, between −A⁻ᵀ and A⁻ᵀ.
struct MatrixPowerVjp : Vjp<MatrixPower> {
  template <class T> struct Out { Tensor<T> grad_a; };

  template <class T> static auto outputs() {
    const Count n = MatrixPower::n, k = MatrixPower::k;
    // A term errs by n for each of its k = |p| products, and is one of k; T contains Σ|A|ᵏ|P̄||A|ᵖ⁻¹⁻ᵏ from P̄'s own last bit.
    // Where p < 0, elimination adds 3n, as it does in the power, and the two outer products 2n. A worst case: T itself adds up the
    // magnitudes of k products after each other, where Horner's rule meets them once.
    return std::tuple{out::textbook<&Out<T>::grad_a>(n * k + k + 5 * n, "C5", "Σ_k (Aᵀ)ᵏP̄(Aᵀ)ᵖ⁻¹⁻ᵏ")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = Σ_k (Aᵀ)ᵏP̄(Aᵀ)ᵖ⁻¹⁻ᵏ over k = 0 … p − 1; −XᵀZ̄Xᵀ for p < 0, with X = A⁻¹ and Z̄ that of X⁻ᵖ",
                       .clauses = {{"C4", ClauseKind::law, "AᵀĀ − ĀAᵀ = (Aᵀ)ᵖP̄ − P̄(Aᵀ)ᵖ; Ā = 0 for p = 0 and P̄ for p = 1"},
                                   {"C5", ClauseKind::error, "textbook, nk + k + 5n with k = |p|"}},
                       .source = "Giles, Collected matrix derivative results (2008), section 2.2; Higham, Functions of Matrices (2008), section 3.2"});
  }
};

inline constexpr Function<MatrixPower> matrix_power;
inline constexpr Function<MatrixPowerVjp> matrix_power_vjp;

}  // namespace etalon::contract::linalg
