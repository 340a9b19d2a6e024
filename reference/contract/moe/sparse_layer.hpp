#pragma once
#include "reference/contract/experts.hpp"
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// A mixture of experts at routes that are given: yₜ = Σⱼ wₜⱼE_index(t, j)(xₜ), weighted by the gate's scores.
struct SparseLayer : Experts {
  using Variant = Gate::Variant;
  template <class T> struct In { Tensor<T> x, gate; Tensor<std::int64_t> index; Tensor<T> w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each expert"),
                                     in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, that each token goes to")},
                          experts<In<T>>());
  }
  template <class T> static auto outputs() {
    // As moe.expert_mixture; the weights' d and n roundings, an exponential and a quotient.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + n + k + 14, "C6", "the answer to each token")};
  }
  static Statement statement() {
    return {.name = "moe.sparse_layer",
            .summary = "yₜ = Σⱼ wₜⱼE_i(xₜ) with i = index(t, j) and w = moe.gate_weights of x·gateᵀ at the index",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "gate"})},
                        {"C2", ClauseKind::precondition, Gate::routes("gate", 0)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "moe.expert_mixture with the weights of moe.gate_weights; where every token goes to every expert, it is moe.soft_moe"},
                        {"C5", ClauseKind::law, "experts in another order, each with its row of the gate and the index renamed, give the same, and so do a token's routes in another order"},
                        {"C6", ClauseKind::error, "textbook, n + k + 14 more than the most terms that a sum within an expert has"}},
            .source = "Shazeer et al., Outrageously large neural networks: the sparsely-gated mixture-of-experts layer, ICLR (2017), (1)–(3); Jiang et al., Mixtral of experts (2024), section 2",
            .variants = Gate::variants()};
  }
};

/// Through the experts and the weights at the routes, which are held.
struct SparseLayerVjp : Vjp<SparseLayer> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_w1, grad_b1, grad_w2, grad_b2; };

  template <class T> static auto outputs() {
    using P = SparseLayer;
    // As moe.expert_mixture.vjp, and as moe.gate_weights.vjp.
    const Count c = 2 * P::widest + 3 * P::n + P::t + 2 * P::k + 22;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, through the experts and the gate"), out::textbook<&Out<T>::grad_gate>(c, "C6", "of the gate"),
                      out::textbook<&Out<T>::grad_w1>(c, "C6", "of each expert, over its tokens; 0 without any"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "wₜⱼȳₜ back through the route's expert, and w̄ₜⱼ = ⟨ȳₜ, E(xₜ)⟩ back through the gate's softmax",
                       .clauses = {with_kinks("C4", "moe.expert_mixture.vjp, then moe.gate_weights.vjp of its weights̄ and nn.linear.vjp"),
                                   {"C5", ClauseKind::law, "the gate's gradients sum to 0 over the experts; an expert without tokens has gradient 0, and a token's only expert leaves the gate none, but in softmax_then_top_k"},
                                   {"C6", ClauseKind::error, "textbook, 3n + t + 2k + 22 more than twice the most terms that a sum within an expert has"}},
                       .source = "Shazeer et al., ICLR (2017), section 2.1: the gate learns through the weights of the experts chosen"});
  }
};

inline constexpr Function<SparseLayer> sparse_layer;
inline constexpr Function<SparseLayerVjp> sparse_layer_vjp;

}  // namespace etalon::contract::moe
