#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The update of Broyden, Fletcher, Goldfarb and Shanno.
struct Bfgs {
  enum class Variant { inverse, direct, skip };

  template <class T> struct In { Tensor<T> h, s, y; };
  template <class T> struct Out { Tensor<T> h_next; };

  inline static const Count n{"n"};
  inline static const Count c = 2 * n + 12;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::h>({n, n}, "what approximates the inverse of the Hessian, of direct the Hessian itself; symmetric, only the lower triangle is read"),
                      in::data<&In<T>::s>({n}, "the step that was taken"), in::data<&In<T>::y>({n}, "by how much the gradient has changed over it")};
  }
  template <class T> static auto outputs() {
    // yᵀHy has 2n; ρ, its square, 1 + ρyᵀHy, two entries of s and two sums are fewer than 12 more.
    return std::tuple{out::backward<&Out<T>::h_next>({n, n}, c, "C8", "symmetric, both triangles")};
  }
  // Where sᵀy cancels to within nu|s|ᵀ|y|, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.bfgs",
            .summary = "(I − ρsyᵀ)H(I − ρysᵀ) + ρssᵀ with ρ = 1/sᵀy; direct: B − Bs(Bs)ᵀ/sᵀBs + yyᵀ/sᵀy",
            .clauses = {{"C1", ClauseKind::domain, finite({"h", "s", "y"})},
                        {"C2", ClauseKind::domain, "sᵀy > 0: the curvature along s is positive; skip: else H stays as it is."},
                        {"C3", ClauseKind::precondition, "what H says of the curvature is positive, too: yᵀHy > 0 unless y = 0, of direct sᵀBs > 0 unless s = 0"},
                        {"C4", ClauseKind::law, "the secant equation: H′y = s, of direct B′s = y"},
                        {"C5", ClauseKind::law, "H′ is symmetric, and positive definite if H is"},
                        {"C6", ClauseKind::law, "both forms are inverse to each other: for B = H⁻¹, B′H′ = I"},
                        {"C7", ClauseKind::law, "the lengths of s and y together make no difference; where the secant equation holds already, H′ = H for s = Hy"},
                        {"C8", ClauseKind::error,
                         "backward: |Ĥ′ − H′|_ij ≤ φ·M_ij, φ = (1 + γ)/(1 − θ)² − 1, γ = cu/(1 − cu), θ = γ|s|ᵀ|y|/sᵀy, M the formula in absolute values, with every entry of H, "
                         "s and y larger by η/u; of direct θ is the larger of that and of γ|s|ᵀ|B||s|/sᵀBs; c = 2n + 12, where θ < 1"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), (6.17) and (6.19)",
            .variants = {{"inverse", "of the inverse; where sᵀy ≤ 0 there is none"},
                         {"direct", "of the Hessian itself"},
                         {"skip", "of the inverse; where sᵀy ≤ 0 H stays as it is"}},
            .no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to"};
  }
};

inline constexpr Function<Bfgs> bfgs;

}  // namespace etalon::contract::optimization
