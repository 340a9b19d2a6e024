#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::moe {

/// g = softmax(x·gateᵀ), row by row: how much each expert counts for each token.
struct GateSoftmax {
  template <class T> struct In { Tensor<T> x, gate; };
  template <class T> struct Out { Tensor<T> g; };

  inline static const Count t{"t", 1}, n{"n", 1}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each expert")};
  }
  template <class T> static auto outputs() {
    // A score has d roundings, each as if gate were off by a last bit; then those of nn.softmax.
    return std::tuple{out::inherent<&Out<T>::g>({t, n}, n + d + 4, "C5", "the weight of each expert for each token")};
  }
  static Statement statement() {
    return {.name = "moe.gate_softmax",
            .summary = "g = softmax(x·gateᵀ) in each row",
            .clauses = {{"C1", ClauseKind::precondition, finite({"x", "gate"})},
                        {"C2", ClauseKind::law, "0 ≤ g ≤ 1, and each row sums to 1"},
                        {"C3", ClauseKind::law, "nn.softmax of nn.linear; the same vector added to each row of the gate changes nothing"},
                        {"C4", ClauseKind::law, "experts in another order have their weights in that order; with expert i doubled, every weight, either copy's too, is divided by 1 + gᵢ"},
                        {"C5", ClauseKind::error, "inherent, n + d + 4 roundings"}},
            .source = "Jordan and Jacobs, Hierarchical mixtures of experts and the EM algorithm, Neural Computation 6 (1994), (2)–(3); Shazeer et al., ICLR (2017), (2)"};
  }
};

/// With l̄ = g∘(ḡ − ⟨g, ḡ⟩) in each row: x̄ = l̄·gate, and the gate's is l̄ᵀx.
struct GateSoftmaxVjp : Vjp<GateSoftmax> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate; };

  template <class T> static auto outputs() {
    using P = GateSoftmax;
    // T counts a rounding once: the scores' d, nn.softmax.vjp's 2n + 6, and a sum over the experts or over the tokens.
    const Count c = 3 * P::n + P::d + P::t + 8;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C5", "l̄·gate"), out::textbook<&Out<T>::grad_gate>(c, "C5", "l̄ᵀx")};
  }
  static Statement statement() {
    return derivative({.summary = "l̄ = g∘(ḡ − ⟨g, ḡ⟩) in each row, x̄ = l̄·gate, and l̄ᵀx for the gate",
                       .clauses = {{"C3", ClauseKind::law, "nn.softmax.vjp, then nn.linear.vjp"},
                                   {"C4", ClauseKind::law, "the gate's gradients sum to 0 over the experts; a constant ḡ gives 0"},
                                   {"C5", ClauseKind::error, "textbook, 3n + d + t + 8"}},
                       .source = "Jordan and Jacobs, Neural Computation 6 (1994); Bridle (1990)"});
  }
};

inline constexpr Function<GateSoftmax> gate_softmax;
inline constexpr Function<GateSoftmaxVjp> gate_softmax_vjp;

}  // namespace etalon::contract::moe
