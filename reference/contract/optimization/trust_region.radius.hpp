#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// What becomes of the radius, and of the step.
struct TrustRegionRadius {
  template <class T> struct In { T f, f_next, predicted, delta, delta_max, eta; std::int64_t boundary = 0; };
  template <class T> struct Out { T ratio, delta_next; std::int64_t accepted = 0; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::f>({}, "f(x)"), in::data<&In<T>::f_next>({}, "f(x + p)"), in::data<&In<T>::predicted>({}, "m(0) − m(p), by how much the model decreases"),
                      in::exact<&In<T>::delta>({}, "Δ"), in::exact<&In<T>::delta_max>({}, "the largest radius").or_else("1000"),
                      in::exact<&In<T>::eta>({}, "η, what ratio a step must exceed").or_else("0.125"), in::exact<&In<T>::boundary>({}, "1 where ‖p‖ = Δ, else 0").or_else("0")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::inherent<&Out<T>::ratio>({}, 2, "C6", "ρ"),  // a difference and a quotient
                      out::backward<&Out<T>::delta_next>({}, 1, "C7", "the next radius"), out::backward<&Out<T>::accepted>({}, 1, "C7", "1 where the step is taken, 0 where not")};
  }
  static Statement statement() {
    return {.name = "optimization.trust_region.radius",
            .summary = "ρ = (f(x) − f(x + p))/(m(0) − m(p)); Δ/4 where ρ < ¼, min(2Δ, Δ_max) where ρ > ¾ at the boundary, else Δ; the step is taken where ρ > η",
            .clauses = {{"C1", ClauseKind::precondition, finite({"f", "f_next", "predicted"})},
                        {"C2", ClauseKind::domain, positive("predicted"), "the model decreases"},
                        {"C3", ClauseKind::precondition,
                         finite({"delta", "delta_max"}) && positive("delta") && positive("delta_max") && not_negative("eta") && below("eta", 1) && one_of("boundary", std::vector<std::int64_t>{0, 1}),
                         "0 < Δ < ∞, 0 < Δ_max < ∞, 0 ≤ η < 1, and the boundary is hit or not"},
                        {"C4", ClauseKind::law, "f and the model in other units, f + 7 and 3f, have the same decisions"},
                        {"C5", ClauseKind::law, "what the model predicts exactly, ρ = 1, is taken, and the radius is doubled up to the largest at the boundary"},
                        {"C6", ClauseKind::error, "inherent, 2 roundings"},
                        {"C7", ClauseKind::error, "Δ′ and the decision are those of the reported ρ, or of the exact one; Δ/4 may be off by η₀, the spacing at zero"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), algorithm 4.1",
            .no_derivative = "a decision"};
  }
};

inline constexpr Function<TrustRegionRadius> trust_region_radius;

}  // namespace etalon::contract::optimization
