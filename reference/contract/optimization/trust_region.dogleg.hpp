#pragma once
#include "reference/contract/trust_region_model.hpp"

namespace etalon::contract::optimization {

/// The step by the path over the Cauchy point to Newton's.
struct TrustRegionDogleg : TrustRegionModel {
  template <class T> struct Out { Tensor<T> p; };

  template <class T> static auto outputs() {
    // T counts every operation once; a sum of n in another order is off by n of these, a substitution by 3n + 3 (linalg.cholesky_solve.vjp).
    return std::tuple{out::textbook<&Out<T>::p>({n}, 3 * n + 8, "C8", "the step")};
  }
  static Statement statement() {
    return {.name = "optimization.trust_region.dogleg",
            .summary = "Newton's step N = −H⁻¹g where ‖N‖ ≤ Δ, −Δg/‖g‖ where the Cauchy point C = −(gᵀg/gᵀHg)g is not inside, else where the way from C to N leaves the region",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "h"})},
                        {"C2", ClauseKind::domain, "H is positive definite"},
                        {"C3", ClauseKind::precondition, finite("delta") && positive("delta"), "0 < Δ < ∞"},
                        {"C4", ClauseKind::law, "the length is min(Δ, ‖N‖)"},
                        {"C5", ClauseKind::law, "Cauchy decrease: the model is not above its least value along −g within the region"},
                        {"C6", ClauseKind::law, "g, H and Δ in other units: 12g and 3Δ with 4H have 3p; on the way from C to N, p is a mean of them"},
                        {"C7", ClauseKind::law, "inside the region: ‖p‖ ≤ Δ(1 + (2n + 8)u) + nη, of every implementation"},
                        {"C8", ClauseKind::error, "textbook, 3n + 8"}},
            .source = "Powell, A hybrid method for nonlinear equations (1970); Nocedal and Wright, Numerical Optimization (2006), (4.16)",
            .no_derivative = no_derivative,
            .aliases = {"DoglegSubproblem"}};
  }
};

inline constexpr Function<TrustRegionDogleg> trust_region_dogleg;

}  // namespace etalon::contract::optimization
