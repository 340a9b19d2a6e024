#pragma once
#include "reference/contract/trust_region_model.hpp"

namespace etalon::contract::optimization {

/// Steihaug's and Toint's truncated conjugate gradients.
struct TrustRegionSteihaug : TrustRegionModel {
  enum class Variant { given, superlinear };

  template <class T> struct In { Tensor<T> g, h; T delta, epsilon; };
  template <class T> struct Out { Tensor<T> p; std::int64_t boundary = 0; };

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient"), in::data<&In<T>::h>({n, n}, "the Hessian, symmetric, definite or not; only the lower triangle is read"),
                      in::exact<&In<T>::delta>({}, "Δ, the radius"), in::exact<&In<T>::epsilon>({}, "ε, the length of a residual that will do; superlinear has its own")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; a sum of n in another order is off by n of these.
    return std::tuple{out::textbook<&Out<T>::p>({n}, n + 8, "C8", "the step"), out::exact<&Out<T>::boundary>({}, "C9", "1 where it ended at the boundary, 0 where a residual would do")};
  }
  // Where a residual is ε, or a curvature 0, to within rounding, either way of the algorithm may be taken: inputs keep away from there.
  static Statement statement() {
    return {.name = "optimization.trust_region.steihaug",
            .summary = "conjugate gradients for Hp = −g from 0 until ‖r‖ ≤ ε, or until they leave the region or meet curvature that is not positive: then to the boundary",
            .clauses = {{"C1", ClauseKind::domain, finite({"g", "h"})},
                        {"C2", ClauseKind::precondition, finite("epsilon") && positive("epsilon"), "0 < ε < ∞"},
                        {"C3", ClauseKind::precondition, finite("delta") && positive("delta"), "0 < Δ < ∞"},
                        {"C4", ClauseKind::law, "‖p‖ ≤ Δ, with equality at the boundary; else ‖Hp + g‖ ≤ ε"},
                        {"C5", ClauseKind::law, "Cauchy decrease: the model is not above its least value along −g within the region, but for the change of a residual of ε"},
                        {"C6", ClauseKind::law, "g, H, Δ and ε in other units: 12g and 12ε, 3Δ with 4H have 3p"},
                        {"C7", ClauseKind::law, "inside the region: ‖p‖ ≤ Δ(1 + (2n + 8)u) + nη, of every implementation"},
                        {"C8", ClauseKind::error, "textbook, n + 8"},
                        {"C9", ClauseKind::error, "exact"}},
            .source = "Steihaug, The conjugate gradient method and trust regions in large scale optimization, SIAM J. Numer. Anal. 20 (1983); Nocedal and Wright, Numerical "
                      "Optimization (2006), algorithm 7.2, which takes the end of the line with the lower model where the curvature is not positive",
            .variants = {{"given", "ε as it is given"}, {"superlinear", "ε = min(½, √‖g‖)·‖g‖: SciPy's trust-ncg"}},
            .no_derivative = no_derivative,
            .aliases = {"trust-ncg", "CGSteihaugSubproblem"}};
  }
};

inline constexpr Function<TrustRegionSteihaug> trust_region_steihaug;

}  // namespace etalon::contract::optimization
