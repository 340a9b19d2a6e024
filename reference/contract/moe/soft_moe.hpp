#pragma once
#include "reference/contract/experts.hpp"

namespace etalon::contract::moe {

/// yₜ = Σᵢ gₜᵢEᵢ(xₜ): all experts, weighted by the softmax of the gate.
struct SoftMoe : Experts {
  template <class T> struct In { Tensor<T> x, gate, w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each expert")}, experts<In<T>>());
  }
  template <class T> static auto outputs() {
    // As moe.expert_mixture with n experts; the weights' d and n roundings, and an exponential.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + n + 12, "C6", "the answer to each token")};
  }
  static Statement statement() {
    return {.name = "moe.soft_moe",
            .summary = "yₜ = Σᵢ gₜᵢEᵢ(xₜ) with g = softmax(x·gateᵀ) and Eᵢ(x) = W₂ᵢ·f(W₁ᵢx + b₁ᵢ) + b₂ᵢ",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "gate"})},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "moe.expert_mixture of all experts with the weights of moe.gate_softmax; each entry lies between those of the experts' answers"},
                        {"C5", ClauseKind::law, "experts in another order, each with its row of the gate, give the same; with expert i doubled, y becomes (y + gᵢEᵢ)/(1 + gᵢ): copies share what they count"},
                        {"C6", ClauseKind::error, "textbook, n + 12 more than the most terms that a sum within an expert has"}},
            .source = "Jacobs, Jordan, Nowlan and Hinton, Adaptive mixtures of local experts, Neural Computation 3 (1991); Jordan and Jacobs, Neural Computation 6 (1994), (1)–(3)",
            .aliases = {"mixture_of_experts"}};
  }
};

/// Through every expert, and through the gate.
struct SoftMoeVjp : Vjp<SoftMoe> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_w1, grad_b1, grad_w2, grad_b2; };

  template <class T> static auto outputs() {
    using P = SoftMoe;
    // As moe.expert_mixture.vjp, and as moe.gate_softmax.vjp.
    const Count c = 2 * P::widest + 3 * P::n + P::t + 20;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, through the experts and the gate"), out::textbook<&Out<T>::grad_gate>(c, "C6", "of the gate"),
                      out::textbook<&Out<T>::grad_w1>(c, "C6", "of each expert"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "gₜᵢȳₜ back through expert i, and ḡₜᵢ = ⟨ȳₜ, Eᵢ(xₜ)⟩ back through the gate's softmax",
                       .clauses = {with_kinks("C4", "moe.expert_mixture.vjp, then moe.gate_softmax.vjp of its weights̄"),
                                   {"C5", ClauseKind::law, "the gate's gradients sum to 0 over the experts, and are 0 where all experts are the same"},
                                   {"C6", ClauseKind::error, "textbook, 3n + t + 20 more than twice the most terms that a sum within an expert has"}},
                       .source = "Jordan and Jacobs, Neural Computation 6 (1994), section 2"});
  }
};

inline constexpr Function<SoftMoe> soft_moe;
inline constexpr Function<SoftMoeVjp> soft_moe_vjp;

}  // namespace etalon::contract::moe
