#pragma once
#include "reference/contract/trust_region_model.hpp"

namespace etalon::contract::optimization {

/// The minimum of the model in the region.
struct TrustRegionExact : TrustRegionModel {
  template <class T> struct Out { Tensor<T> p; T lambda; };

  // By the eigenvectors of H: 3n² + 45n (linalg.eigh); into their coordinates and back 2n, and fewer than 20 for the equation of λ.
  inline static const Count c = 3 * n * n + 47 * n + 20;

  template <class T> static auto outputs() {
    return std::tuple{out::backward<&Out<T>::p>({n}, c, "C7", "the step"), out::backward<&Out<T>::lambda>({}, c, "C8", "λ, the multiplier of the constraint")};
  }
  static Statement statement() {
    return {.name = "optimization.trust_region.exact",
            .summary = "p with the least gᵀp + ½pᵀHp of all ‖p‖ ≤ Δ: (H + λI)p = −g",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "h"})},
                        {"C3", ClauseKind::precondition, finite("delta") && positive("delta"), "0 < Δ < ∞"},
                        {"C4", ClauseKind::law, "(H + λI)p = −g, λ ≥ 0, ‖p‖ ≤ Δ, λ(Δ − ‖p‖) = 0, and H + λI is positive semidefinite (Moré and Sorensen)"},
                        {"C5", ClauseKind::law, "Cauchy decrease: the model is not above its least value along −g within the region"},
                        {"C6", ClauseKind::law, "the hard case: where g is orthogonal to the eigenspace of λ₁ ≤ 0 and the rest too short, λ = −λ₁, and p has a part along that space "
                                                "whose direction is free"},
                        {"C7", ClauseKind::error, "backward: ‖(H + λI)p + g‖ ≤ c(u·(‖H‖_F + λ)‖p‖ + u‖g‖ + nη(1 + ‖H‖_F)), c = 3n² + 47n + 20, at the reported λ"},
                        {"C8", ClauseKind::error, "λ ≥ 0, ‖p‖ ≤ Δ(1 + cu) + nη, λ|Δ − ‖p‖| ≤ c(u·(‖H‖_F + λ) + nη)Δ, and H + λI + c(u·(‖H‖_F + λ) + nη)·I is positive semidefinite"}},
            .source = "Moré and Sorensen, Computing a trust region step, SIAM J. Sci. Stat. Comput. 4 (1983); Nocedal and Wright, Numerical Optimization (2006), theorem 4.1",
            .no_derivative = "the direction is free in the hard case, and the constraint has a kink where it begins to bind",
            .aliases = {"trust-exact", "IterativeSubproblem"}};
  }
};

inline constexpr Function<TrustRegionExact> trust_region_exact;

}  // namespace etalon::contract::optimization
