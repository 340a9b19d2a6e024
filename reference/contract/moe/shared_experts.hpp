#pragma once
#include "reference/contract/experts.hpp"
#include "reference/contract/gate.hpp"

namespace etalon::contract::moe {

/// A sparse layer beside experts that every token goes through.
struct SharedExperts : Experts {
  using Variant = Gate::Variant;
  template <class T> struct In {
    Tensor<T> x, gate;
    Tensor<std::int64_t> index;
    Tensor<T> w1, b1, w2, b2;
    std::string activation;
    Tensor<T> shared_w1, shared_b1, shared_w2, shared_b2;
  };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count s{"s", 1}, hs{"hs", 1};  // the shared experts, and the entries of their hidden layers

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::x>({t, d}, "a row for each token"), in::data<&In<T>::gate>({n, d}, "the gate's weights, a row for each routed expert"),
                                     in::exact<&In<T>::index>({t, k}, "the routed experts, 0 … n − 1, that each token goes to")},
                          experts<In<T>>(),
                          std::tuple{in::data<&In<T>::shared_w1>({s, hs, d}, "W₁ of each shared expert"), in::data<&In<T>::shared_b1>({s, hs}, "b₁ of each"),
                                     in::data<&In<T>::shared_w2>({s, m, hs}, "W₂ of each"), in::data<&In<T>::shared_b2>({s, m}, "b₂ of each")});
  }
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues sizes = Experts::sizes(in);
    if (in.shared_b1.rank() == 2) sizes["widest"] = std::max(sizes["widest"], in.shared_b1.shape[1]);
    return sizes;
  }
  template <class T> static auto outputs() {
    // As moe.sparse_layer; the shared experts are s terms more.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + n + k + s + 14, "C6", "the answer to each token")};
  }
  static Statement statement() {
    return {.name = "moe.shared_experts",
            .summary = "moe.sparse_layer, and Σᵢ Sᵢ(xₜ) of the shared experts more",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"x", "gate", "shared_w1", "shared_b1", "shared_w2", "shared_b2"})},
                        {"C2", ClauseKind::precondition, Gate::routes("gate", 0)},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "moe.sparse_layer, and s times moe.ensemble_average of the shared experts"},
                        {"C5", ClauseKind::law, "shared experts that answer 0 leave moe.sparse_layer; hidden layers with each entry twice, each of half the weight, give the same"},
                        {"C6", ClauseKind::error, "textbook, n + k + s + 14 more than the most terms that a sum within an expert has"}},
            .source = "Dai et al., DeepSeekMoE: towards ultimate expert specialization in mixture-of-experts language models, ACL (2024), (9)–(11), without the residual",
            .variants = Gate::variants()};
  }
};

/// moe.sparse_layer.vjp, and ȳ back through every shared expert.
struct SharedExpertsVjp : Vjp<SharedExperts> {
  template <class T> struct Out { Tensor<T> grad_x, grad_gate, grad_w1, grad_b1, grad_w2, grad_b2, grad_shared_w1, grad_shared_b1, grad_shared_w2, grad_shared_b2; };

  template <class T> static auto outputs() {
    using P = SharedExperts;
    // As moe.sparse_layer.vjp; the shared experts are s terms more.
    const Count c = 2 * P::widest + 3 * P::n + P::t + 2 * P::k + P::s + 22;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, through all experts and the gate"), out::textbook<&Out<T>::grad_gate>(c, "C6", "of the gate"),
                      out::textbook<&Out<T>::grad_w1>(c, "C6", "of each routed expert"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_shared_w1>(c, "C6", "of each shared expert, over all tokens"),
                      out::textbook<&Out<T>::grad_shared_b1>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_shared_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_shared_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "moe.sparse_layer.vjp, and ȳ back through every shared expert to its layers and to x",
                       .clauses = {with_kinks("C4", "moe.sparse_layer.vjp, and s times moe.ensemble_average.vjp of the shared experts"),
                                   {"C6", ClauseKind::error, "textbook, 3n + t + 2k + s + 22 more than twice the most terms that a sum within an expert has"}},
                       .source = "Dai et al., DeepSeekMoE, ACL (2024), section 3.2"});
  }
};

inline constexpr Function<SharedExperts> shared_experts;
inline constexpr Function<SharedExpertsVjp> shared_experts_vjp;

}  // namespace etalon::contract::moe
