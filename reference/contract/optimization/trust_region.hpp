#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::optimization {

/// What the steps within ‖p‖ ≤ Δ share: the model gᵀp + ½pᵀHp.
struct TrustRegionModel {
  template <class T> struct In { Tensor<T> g, h; T delta; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::g>({n}, "the gradient"), in::data<&In<T>::h>({n, n}, "the Hessian, or what stands for it: symmetric; only the lower triangle is read"),
                      in::exact<&In<T>::delta>({}, "Δ, the radius")};
  }
  static constexpr const char* no_derivative = "a step updates a state: what is differentiated is the minimum, which the steps tend to";
};

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
                        {"C6", ClauseKind::law, "g, H and Δ in other units: 3g and 5Δ with 3/5·H have 5p"},
                        {"C7", ClauseKind::error, "backward: |Hp + tg|_i ≤ γ/(1 − γ)·√h_ii·Σ √h_jj|p_j| + cη(1 + √h_ii)(1 + Σ √h_jj), γ = cu/(1 − cu), c = 3n + 6, at the reported t"},
                        {"C8", ClauseKind::error, "0 ≤ t ≤ 1, ‖p‖ ≤ Δ + e, and where t < 1 also Δ − e ≤ ‖p‖, e = (n + 6)(uΔ + η)"}},
            .source = "Nocedal and Wright, Numerical Optimization (2006), chapter 4",
            .no_derivative = no_derivative};
  }
};

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
                        {"C6", ClauseKind::law, "g, H and Δ in other units: 3g and 5Δ with 3/5·H have 5p; on the way from C to N, p is a mean of them"},
                        {"C7", ClauseKind::law, "inside the region: ‖p‖ ≤ Δ(1 + (2n + 8)u) + nη, of every implementation"},
                        {"C8", ClauseKind::error, "textbook, 3n + 8"}},
            .source = "Powell, A hybrid method for nonlinear equations (1970); Nocedal and Wright, Numerical Optimization (2006), (4.16)",
            .no_derivative = no_derivative};
  }
};

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
                        {"C6", ClauseKind::law, "g, H, Δ and ε in other units: 3g and 3ε, 5Δ with 3/5·H have 5p"},
                        {"C7", ClauseKind::law, "inside the region: ‖p‖ ≤ Δ(1 + (2n + 8)u) + nη, of every implementation"},
                        {"C8", ClauseKind::error, "textbook, n + 8"},
                        {"C9", ClauseKind::error, "exact"}},
            .source = "Steihaug, The conjugate gradient method and trust regions in large scale optimization, SIAM J. Numer. Anal. 20 (1983); Nocedal and Wright, Numerical "
                      "Optimization (2006), algorithm 7.2, which takes the end of the line with the lower model where the curvature is not positive",
            .variants = {{"given", "ε as it is given"}, {"superlinear", "ε = min(½, √‖g‖)·‖g‖: SciPy's trust-ncg"}},
            .no_derivative = no_derivative};
  }
};

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
            .no_derivative = "the direction is free in the hard case, and the constraint has a kink where it begins to bind"};
  }
};

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

inline constexpr Function<TrustRegionScaledNewton> trust_region_scaled_newton;
inline constexpr Function<TrustRegionDogleg> trust_region_dogleg;
inline constexpr Function<TrustRegionSteihaug> trust_region_steihaug;
inline constexpr Function<TrustRegionExact> trust_region_exact;
inline constexpr Function<TrustRegionRadius> trust_region_radius;

}  // namespace etalon::contract::optimization
