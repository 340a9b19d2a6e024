#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::tensor {

/// C = AB.
struct Matmul {
  template <class T> struct In { Tensor<T> a; Tensor<T> b; };
  template <class T> struct Out { Tensor<T> c; };

  inline static const Count m{"m"}, k{"k"}, n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::a>({m, k}, "A"), in::data<&In<T>::b>({k, n}, "B")};
  }
  template <class T> static auto outputs() {
    // aᵢₚbₚⱼ is rounded once as a product and in at most k − 1 additions, whatever their order, blocked or fused; B ≥ 2Σₚ|aᵢₚbₚⱼ|
    // covers the terms in u² and more. k = 0 leaves zeros, exactly.
    return std::tuple{out::inherent<&Out<T>::c>({m, n}, k, "C7", "C = AB")};
  }
  /// Where the product has no entries, nothing is multiplied.
  static Predicate multiplied_are_finite() {
    Predicate all = finite({"a", "b"});
    all.check = [check = all.check](const Inputs& in, std::size_t variant) {
      return in.shape("a").at(0) == 0 || in.shape("b").at(1) == 0 ? std::nullopt : check(in, variant);
    };
    return all;
  }
  static Statement statement() {
    return {.name = "tensor.matmul",
            .summary = "cᵢⱼ = Σₖ aᵢₖbₖⱼ; any of m, k, n may be 0, and a sum of no products is 0",
            .clauses = {{"C1", ClauseKind::domain, multiplied_are_finite(), "every entry that is multiplied is finite: no real product belongs to NaN or ±∞"},
                        {"C2", ClauseKind::law, "(AB)C = A(BC)"},
                        {"C3", ClauseKind::law, "A(B + D) = AB + AD and (A + D)B = AB + DB"},
                        {"C4", ClauseKind::law, "(AB)ᵀ = BᵀAᵀ"},
                        {"C5", ClauseKind::law, "IA = A = AI"},
                        {"C6", ClauseKind::law, "integers are multiplied and added without rounding: where A and B hold integers and Σₖ|aᵢₖbₖⱼ| ≤ 1/u, c is exact"},
                        {"C7", ClauseKind::error, "inherent, k roundings in any order of summation; Strassen's algorithm, whose errors are relative "
                                                  "to the largest entries, does not meet it"}},
            .source = "Jeannerod and Rump, Improved error bounds for inner products in floating-point arithmetic, "
                      "SIAM Journal on Matrix Analysis and Applications 34 (2013)",
            .aliases = {"mm"}};
  }
};

/// Ā = C̄Bᵀ, B̄ = AᵀC̄: the cotangents of A and B for the cotangent C̄ of C = AB.
struct MatmulVjp : Vjp<Matmul> {
  template <class T> struct Out { Tensor<T> grad_a, grad_b; };

  template <class T> static auto outputs() {
    // Products again: āᵢₚ sums n products and b̄ₚⱼ sums m, in any order.
    return std::tuple{out::inherent<&Out<T>::grad_a>(Matmul::n, "C4", "Ā = C̄Bᵀ"), out::inherent<&Out<T>::grad_b>(Matmul::m, "C4", "B̄ = AᵀC̄")};
  }
  static Statement statement() {
    return derivative({.summary = "Ā = C̄Bᵀ, B̄ = AᵀC̄",
                       .clauses = {{"C2", ClauseKind::law, "adjoint: ⟨C̄, XB⟩ = ⟨Ā, X⟩ and ⟨C̄, AX⟩ = ⟨B̄, X⟩ for every X"},
                                   {"C3", ClauseKind::law, "integers are multiplied and added without rounding: where A, B and C̄ hold integers and no sum of |products| "
                                                           "exceeds 1/u, Ā and B̄ are exact"},
                                   {"C4", ClauseKind::error, "inherent, n roundings for Ā and m for B̄, in any order of summation"}},
                       .source = "Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation (2008), 2.2.2"});
  }
};

inline constexpr Function<Matmul> matmul;
inline constexpr Function<MatmulVjp> matmul_vjp;

}  // namespace etalon::contract::tensor
