#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::calculus {

/// One planar layer of a normalizing flow, y = x + u·tanh(wᵀx + b), and the log density of y where x is standard normal.
struct PlanarFlow {
  template <class T> struct In { Tensor<T> x; Tensor<T> u; Tensor<T> w; T b{}; };
  template <class T> struct Out { Tensor<T> y; Tensor<T> log_density; };

  inline static const Count n{"n"}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, d}, "a row for each sample"), in::data<&In<T>::u>({d}, "the direction in which it is moved"), in::data<&In<T>::w>({d}, "what moves it"), in::data<&In<T>::b>({}, "b")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; sums of d in another order cost d of them, a slope 1 − tanh² in another form 6.
    return std::tuple{out::textbook<&Out<T>::y>({n, d}, d + 4, "C6", "y"), out::textbook<&Out<T>::log_density>({n}, 2 * d + 8, "C6", "log p(y) = −½‖x‖² − ½d·log 2π − log(1 + wᵀu(1 − h²)), h = tanh(wᵀx + b)")};
  }
  static Statement statement() {
    return {.name = "calculus.planar_flow",
            .summary = "y = x + u·tanh(wᵀx + b); log p(y) = log N(x; 0, I) + log|det J⁻¹|, det J = 1 + wᵀu(1 − tanh²(wᵀx + b))",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "u", "w", "b"})},
                        {"C2", ClauseKind::precondition, "wᵀu > −1: elsewhere the layer has no inverse, and y no density"},
                        {"C4", ClauseKind::law, "det J is that of I + (1 − h²)uwᵀ; with u = 0 or w = 0, b = 0 the layer is the identity, and the density N(y; 0, I)"},
                        {"C5", ClauseKind::law, "wᵀy = α + wᵀu·tanh(α + b) with α = wᵀx: an increasing function of α, so that α, and x with it, can be had back"},
                        {"C6", ClauseKind::error, "textbook, d + 4 and 2d + 8"}},
            .source = "Rezende and Mohamed, Variational inference with normalizing flows (2015), section 4.1 and appendix A"};
  }
};

/// With ψ = 1 − h², D = 1 + wᵀuψ and ā = ψ(uᵀȳ + 2hℓ̄wᵀu/D): x̄ = ȳ − ℓ̄x + āw, ū = Σ hȳ − ℓ̄ψw/D, w̄ = Σ āx − ℓ̄ψu/D, b̄ = Σ ā.
struct PlanarFlowVjp : Vjp<PlanarFlow> {
  template <class T> struct Out { Tensor<T> grad_x; Tensor<T> grad_u; Tensor<T> grad_w; T grad_b{}; };

  template <class T> static auto outputs() {
    // As for y: sums in another order, of d along a row and of n rows, and slopes written otherwise.
    const Count c = 2 * PlanarFlow::d + PlanarFlow::n + 12;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄"), out::textbook<&Out<T>::grad_u>(c, "C6", "ū"), out::textbook<&Out<T>::grad_w>(c, "C6", "w̄"), out::textbook<&Out<T>::grad_b>(c, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "x̄ = ȳ − ℓ̄x + āw, ū = Σ (hȳ − ℓ̄ψw/D), w̄ = Σ (āx − ℓ̄ψu/D), b̄ = Σ ā, ā = ψ(uᵀȳ + 2hℓ̄wᵀu/D), ψ = 1 − h², D = 1 + wᵀuψ",
                       .clauses = {{"C3", ClauseKind::law, "x̄ − ȳ + ℓ̄x is along w, b̄ the sum of its lengths"}, {"C6", ClauseKind::error, "textbook, 2d + n + 12"}},
                       .source = "Rezende and Mohamed, Variational inference with normalizing flows (2015), section 4.1"});
  }
};

inline constexpr Function<PlanarFlow> planar_flow;
inline constexpr Function<PlanarFlowVjp> planar_flow_vjp;

}  // namespace etalon::contract::calculus
