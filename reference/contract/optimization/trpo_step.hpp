#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// The step of trust region policy optimization, before its line search.
struct TrpoStep {
  template <class T> struct In { Tensor<T> g, f; T delta; };
  template <class T> struct Out { Tensor<T> step; T scale; };

  inline static const Count n{"n"};
  // 3n + 3 for F⁻¹g (linalg.cholesky_solve); its inner product with g n, the quotient, root and product 4, and both may be rounded again.
  inline static const Count c = 4 * n + 16;

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient of what is to grow, not 0"),
                      in::data<&In<T>::f>({n, n}, "Fisher's matrix, or what is damped of it: symmetric, positive definite; only the lower triangle is read"),
                      in::exact<&In<T>::delta>({}, "δ, the mean divergence that is allowed").or_else("0.01")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::step>({n}, c, "C7", "x"), out::backward<&Out<T>::scale>({}, c, "C8", "t = √(2δ/(gᵀF⁻¹g))")};
  }
  // Within n(n + 1)u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.trpo_step",
            .summary = "x = √(2δ/(gᵀF⁻¹g))·F⁻¹g, the largest gᵀx with ½xᵀFx ≤ δ",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "f"})},
                        {"C2", ClauseKind::domain, "F is positive definite"},
                        {"C3", ClauseKind::precondition, finite("delta") && positive("delta"), "0 < δ < ∞"},
                        {"C4", ClauseKind::domain, "g ≠ 0: else every step is as good"},
                        {"C5", ClauseKind::law, "½xᵀFx = δ, and Fx = tg with t > 0; gᵀx = √(2δ·gᵀF⁻¹g)"},
                        {"C6", ClauseKind::law, "reparameterization: for θ = Aψ, with Aᵀg and AᵀFA, it is A⁻¹x; the scale of g makes no difference"},
                        {"C7", ClauseKind::error, "backward: |Fx − tg|_i ≤ γ/(1 − γ)·√f_ii·S + cη(1 + √f_ii)(1 + Σ √f_jj), S = Σ √f_jj|x_j|, γ = cu/(1 − cu), c = 4n + 16, at the "
                                                  "reported t"},
                        {"C8", ClauseKind::error, "t > 0 and |½xᵀFx − δ| ≤ γ/(1 − γ)·S² + cη(1 + S)(1 + Σ √f_jj)"}},
            .source = "Schulman, Levine, Moritz, Jordan and Abbeel, Trust region policy optimization, ICML 2015, appendix C",
            .no_derivative = "a step updates a state"};
  }
};

inline constexpr Function<TrpoStep> trpo_step;

}  // namespace etalon::contract::optimization
