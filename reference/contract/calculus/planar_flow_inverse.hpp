#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::calculus {

/// The inverse of calculus.planar_flow, x of y = x + u·tanh(wᵀx + b), which has no closed form, and the log density of y.
struct PlanarFlowInverse {
  template <class T> struct In { Tensor<T> y; Tensor<T> u; Tensor<T> w; T b{}; };
  template <class T> struct Out { Tensor<T> x; Tensor<T> log_density; };

  inline static const Count n{"n"}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::y>({n, d}, "a row for each sample"), in::data<&In<T>::u>({d}, "the direction in which it was moved"), in::data<&In<T>::w>({d}, "what moved it"), in::data<&In<T>::b>({}, "b")};
  }
  template <class T> static auto outputs() {
    // T counts the roundings of α's equation once, over its slope: sums of d in another order cost d, a slope in another form 6, and α is not found better than to the last of them.
    return std::tuple{out::textbook<&Out<T>::x>({n, d}, d + 8, "C6", "x"), out::textbook<&Out<T>::log_density>({n}, 2 * d + 12, "C6", "log p(y) = −½‖x‖² − ½d·log 2π − log(1 + wᵀu(1 − h²)), h = tanh(α + b)")};
  }
  static Statement statement() {
    return {.name = "calculus.planar_flow_inverse",
            .summary = "x = y − u·tanh(α + b) with α + wᵀu·tanh(α + b) = wᵀy; log p(y) = log N(x; 0, I) − log(1 + wᵀu(1 − tanh²(α + b)))",
            .clauses = {{"C1", ClauseKind::domain, finite({"y", "u", "w", "b"})},
                        {"C2", ClauseKind::precondition, "wᵀu > −1: elsewhere α is not the only solution"},
                        {"C3", ClauseKind::law, "forward ∘ inverse = id, with the same density"},
                        {"C4", ClauseKind::law, "with u = 0 or w = 0, b = 0 it is the identity"},
                        {"C6", ClauseKind::error, "textbook, d + 8 and 2d + 12"}},
            .source = "Rezende and Mohamed, Variational inference with normalizing flows (2015), appendix A.1"};
  }
};

/// With ψ = 1 − h², D = 1 + wᵀuψ, x̂ = x̄ − ℓ̄x and s = ψ(2ℓ̄h·wᵀu/D − uᵀx̂)/D: ȳ = x̂ + sw, ū = −Σ (hx̂ + shw + ℓ̄ψw/D), w̄ = Σ (sy − shu − ℓ̄ψu/D), b̄ = Σ s.
struct PlanarFlowInverseVjp : Vjp<PlanarFlowInverse> {
  template <class T> struct Out { Tensor<T> grad_y; Tensor<T> grad_u; Tensor<T> grad_w; T grad_b{}; };

  template <class T> static auto outputs() {
    // As for x: sums in another order, of d along a row and of n rows, and slopes written otherwise.
    const Count c = 2 * PlanarFlowInverse::d + PlanarFlowInverse::n + 16;
    return std::tuple{out::textbook<&Out<T>::grad_y>(c, "C6", "ȳ"), out::textbook<&Out<T>::grad_u>(c, "C6", "ū"), out::textbook<&Out<T>::grad_w>(c, "C6", "w̄"), out::textbook<&Out<T>::grad_b>(c, "C6", "b̄")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ = x̂ + sw, ū = −Σ (hx̂ + shw + ℓ̄ψw/D), w̄ = Σ (sy − shu − ℓ̄ψu/D), b̄ = Σ s, x̂ = x̄ − ℓ̄x, s = ψ(2ℓ̄h·wᵀu/D − uᵀx̂)/D, ψ = 1 − h², D = 1 + wᵀuψ",
                       .clauses = {{"C3", ClauseKind::law, "ȳ − x̂ is along w, b̄ the sum of its lengths"}, {"C6", ClauseKind::error, "textbook, 2d + n + 16"}},
                       .source = "Rezende and Mohamed (2015), appendix A.1, and the implicit function theorem"});
  }
};

inline constexpr Function<PlanarFlowInverse> planar_flow_inverse;
inline constexpr Function<PlanarFlowInverseVjp> planar_flow_inverse_vjp;

}  // namespace etalon::contract::calculus
