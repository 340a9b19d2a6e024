#pragma once
#include "reference/contract/trust_region_model.hpp"

namespace etalon::contract::optimization {

/// Newton's step, shortened to the radius.
struct TrustRegionScaledNewton : TrustRegionModel {
  template <class T> struct Out { Tensor<T> p; T scale; };

  // Newton's step takes 3n + 3 (linalg.cholesky_solve), its length half of n and 2, the quotient and the product 2; p and t may each be
  // rounded by themselves.
  inline static const Count c = 3 * n + 6, c_norm = n + 6;

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::p>({n}, c, "C7", "the step"), out::backward<&Out<T>::scale>({}, c_norm, "C8", "t, what part of Newton's step it is")};
  }
  // Within n(n + 1)u of singular, rounding can decide C2 either way: inputs keep away from there, or no rounding occurs.
  static Statement statement() {
    return {.name = "optimization.trust_region.scaled_newton",
            .summary = "p = −tH⁻¹g with t = min(1, Δ/‖H⁻¹g‖)",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "h"})},
                        {"C2", ClauseKind::domain, "H is positive definite"},
                        {"C3", ClauseKind::precondition, finite("delta") && positive("delta"), "0 < Δ < ∞"},
                        {"C4", ClauseKind::law, "Hp = −tg, 0 < t ≤ 1, and t = 1 or ‖p‖ = Δ"},
                        {"C5", ClauseKind::law, "the model decreases by (2t − t²) times what Newton's step gains"},
                        {"C6", ClauseKind::law, "g, H and Δ in other units: 12g and 3Δ with 4H have 3p"},
                        {"C7", ClauseKind::error, "backward: |Hp + tg|_i ≤ γ/(1 − γ)·√h_ii·Σ √h_jj|p_j| + cη(1 + √h_ii)(1 + Σ √h_jj), γ = cu/(1 − cu), c = 3n + 6, at the reported t"},
                        {"C8", ClauseKind::error, "0 ≤ t ≤ 1, ‖p‖ ≤ Δ + e, and where t < 1 also Δ − e ≤ ‖p‖, e = (n + 6)(uΔ + η)"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), chapter 4",
            .no_derivative = no_derivative};
  }
};

inline constexpr Function<TrustRegionScaledNewton> trust_region_scaled_newton;

}  // namespace etalon::contract::optimization
