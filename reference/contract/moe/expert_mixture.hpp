#pragma once
#include "reference/contract/experts.hpp"

namespace etalon::contract::moe {

/// yₜ = Σⱼ weights(t, j)·E_index(t, j)(xₜ): each token goes to its experts, and their answers come back.
struct ExpertMixture : Experts {
  template <class T> struct In { Tensor<T> weights; Tensor<std::int64_t> index; Tensor<T> x, w1, b1, w2, b2; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  template <class T> static auto inputs() {
    return std::tuple_cat(std::tuple{in::data<&In<T>::weights>({t, k}, "what each answer counts"), in::exact<&In<T>::index>({t, k}, "the experts, 0 … n − 1, of each token; one may come twice"),
                                     in::data<&In<T>::x>({t, d}, "a row for each token")},
                          experts<In<T>>());
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of k products in another order costs k, an expert's as many as its widest and a bias, and an activation is off by six u.
    return std::tuple{out::textbook<&Out<T>::y>({t, m}, widest + k + 7, "C6", "the answer to each token")};
  }
  static Statement statement() {
    return {.name = "moe.expert_mixture",
            .summary = "yₜ = Σⱼ weights(t, j)·E_i(xₜ) with i = index(t, j), and Eᵢ(x) = W₂ᵢ·f(W₁ᵢx + b₁ᵢ) + b₂ᵢ",
            .clauses = {{"C1", ClauseKind::precondition, finite_all({"weights", "x"})},
                        {"C2", ClauseKind::precondition, in_range("index", "w1", 0), "each token goes to experts 0 … n − 1"},
                        {"C3", ClauseKind::precondition, activations()},
                        {"C4", ClauseKind::law, "a token's answer is what nn.mlp of its experts' layers gives, weighted and summed"},
                        {"C5", ClauseKind::law, "linear in the weights; experts in another order, with the index renamed, change nothing, nor does the order of a token's routes; a route that "
                                                "is split in two that share its weight changes nothing"},
                        {"C6", ClauseKind::error, "textbook, k + 7 more than the most terms that a sum within an expert has"}},
            .source = "Shazeer et al., Outrageously large neural networks: the sparsely-gated mixture-of-experts layer, ICLR (2017), (1); Gale et al., MegaBlocks, MLSys (2023), section 2"};
  }
};

/// Through each route: weights̄ = ⟨ȳ, E(x)⟩, and weights·ȳ back through the expert to its layers and to x.
struct ExpertMixtureVjp : Vjp<ExpertMixture> {
  template <class T> struct Out { Tensor<T> grad_weights, grad_x, grad_w1, grad_b1, grad_w2, grad_b2; };

  template <class T> static auto outputs() {
    using P = ExpertMixture;
    // As for y; sums over all routes to an expert too, and a slope is off by six u more.
    const Count c = 2 * P::widest + P::t + P::k + 14;
    return std::tuple{out::textbook<&Out<T>::grad_weights>(c, "C6", "⟨ȳ, E(x)⟩ of each route"), out::textbook<&Out<T>::grad_x>(c, "C6", "x̄, over all of a token's experts"),
                      out::textbook<&Out<T>::grad_w1>(c, "C6", "of each expert, over its tokens; 0 without any"), out::textbook<&Out<T>::grad_b1>(c, "C6", "likewise"),
                      out::textbook<&Out<T>::grad_w2>(c, "C6", "likewise"), out::textbook<&Out<T>::grad_b2>(c, "C6", "likewise")};
  }
  static Statement statement() {
    return derivative({.summary = "weights̄ = ⟨ȳ, E(x)⟩; weights·ȳ goes back through each expert, and what comes out is added up over a token's experts, and over an expert's tokens",
                       .clauses = {with_kinks("C4", "nn.mlp.vjp of each route's expert at weights·ȳ, added up"),
                                   {"C5", ClauseKind::law, "Σ weights̄·weights = ⟨ȳ, y⟩; an expert without tokens has gradient 0"},
                                   {"C6", ClauseKind::error, "textbook, t + k + 14 more than twice the most terms that a sum within an expert has"}},
                       .source = "Gale et al., MegaBlocks, MLSys (2023), section 2; Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 6.4"});
  }
};

inline constexpr Function<ExpertMixture> expert_mixture;
inline constexpr Function<ExpertMixtureVjp> expert_mixture_vjp;

}  // namespace etalon::contract::moe
