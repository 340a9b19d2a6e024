#pragma once
#include "reference/contract/experts.hpp"

namespace etalon::contract::moe {

/// The layer of a Switch transformer at routes that are given: each token's one expert, weighed by its probability; a dropped token has none.
struct SwitchLayer : Experts {
  enum class Variant { zeros, pass_through };
  template <class T> struct In { Tensor<T> x, gate; Tensor<std::int64_t> assignment; Tensor<T> w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the router's weights, a row for each expert"),
                                     in::exact<&In<T>::assignment>({t}, "the expert, 0 … n − 1, of each token; −1 where it is dropped")},
                          experts<In<T>>());
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; in another order sums of a layer's entries, of the scores' and of n exponentials; an activation and an exponential are off by six u, and a product follows.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + n + 16, "C6", "the answer to each token")};
  }
  static Complaint beyond(const Inputs& in, std::size_t) {
    for (const std::int64_t i : in.integers("assignment"))
      if (i < -1 || i >= in.shape("gate").at(0)) return "there is no expert " + std::to_string(i);
    return std::nullopt;
  }
  static Complaint cannot_pass(const Inputs& in, std::size_t variant) {
    if (static_cast<Variant>(variant) != Variant::pass_through || in.shape("w2").at(1) == in.shape("x").at(1)) return std::nullopt;
    return "a token has " + std::to_string(in.shape("x").at(1)) + " entries, and an answer " + std::to_string(in.shape("w2").at(1));
  }
  static Statement statement() {
    return {.name = "moe.switch_layer",
            .summary = "yₜ = pᵢ·Eᵢ(xₜ) with i = assignmentₜ, p = softmax(gate·xₜ) and Eᵢ(x) = W₂ᵢ·f(W₁ᵢx + b₁ᵢ) + b₂ᵢ; of a dropped token 0, or xₜ",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "gate"})},
                        {"C2", ClauseKind::precondition, Predicate("each assignment is an expert 0 … n − 1, or −1", beyond)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C7", ClauseKind::precondition, Predicate("for pass_through answers have as many entries as tokens", cannot_pass)},
                        {"C4", ClauseKind::law, "nn.softmax of nn.linear at the expert times nn.mlp of its layers"},
                        {"C5", ClauseKind::law, "a dropped token has exactly 0, or exactly its x"},
                        {"C6", ClauseKind::error, "textbook, n + 16 more than the most terms that a sum within an expert has"}},
            .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.1 and figure 2",
            .variants = {{"zeros", "a dropped token has 0, which a residual connection adds x to: the paper"}, {"pass_through", "a dropped token passes as it is: transformers"}}};
  }
};

/// p·ȳ back through the expert, and p̄ = ⟨ȳ, E(x)⟩ through the softmax to the gate and to x.
struct SwitchLayerVjp : Vjp<SwitchLayer> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_w1, grad_b1, grad_w2, grad_b2; };

  template <class T> static auto outputs() {
    using P = SwitchLayer;
    // As for y, forth and back; sums over the tokens of an expert too, and a slope is off by six u more.
    const Count c = 2 * P::widest + 3 * P::n + P::t + 26;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, through the expert and the gate"), out::textbook<&Out<T>::grad_gate>(c, "C6", "of the gate"),
                      out::textbook<&Out<T>::grad_w1>(c, "C6", "of each expert, over its tokens; 0 without any"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "p·ȳₜ back through each token's expert, and p̄ = ⟨ȳₜ, E(xₜ)⟩ at it back through the softmax; a dropped token has x̄ = 0, or ȳ",
                       .clauses = {with_kinks("C4", "nn.mlp.vjp of each token's expert at p·ȳ, nn.softmax.vjp of p̄, and nn.linear.vjp, added up"),
                                   {"C5", ClauseKind::law, "a dropped token has x̄ of exactly 0, or exactly ȳ; an expert without tokens has gradients of exactly 0"},
                                   {"C6", ClauseKind::error, "textbook, 3n + t + 26 more than twice the most terms that a sum within an expert has"}},
                       .source = "Fedus, Zoph and Shazeer, Switch transformers, JMLR 23 (2022), 2.1: the router learns through the probability"});
  }
};

inline constexpr Function<SwitchLayer> switch_layer;
inline constexpr Function<SwitchLayerVjp> switch_layer_vjp;

}  // namespace etalon::contract::moe
