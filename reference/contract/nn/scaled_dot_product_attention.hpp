#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::nn {

/// y = softmax(qkᵀ·scale + mask)v in each head.
struct ScaledDotProductAttention {
  /// What a row gives that may look at nothing.
  enum class Variant { undefined, zeros, uniform };
  static std::vector<Convention> variants() {
    return {{"undefined", "a row that is masked throughout is refused, or NaN"}, {"zeros", "it gives 0: PyTorch since 2.5"}, {"uniform", "it gives the mean of the values"}};
  }

  template <class T> struct In { Tensor<T> q; Tensor<T> k; Tensor<T> v; Tensor<T> mask; Tensor<std::int64_t> allowed; std::int64_t causal = 0; T scale{}; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count b{"b"}, h{"h"}, g{"g"}, n{"n"}, m{"m", 1}, d{"d", 1}, e{"e"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::q>({b, h, n, d}, "queries: batch, heads, positions, features"), in::data<&In<T>::k>({b, g, m, d}, "keys; g heads, each for h/g of the queries'"),
                      in::data<&In<T>::v>({b, g, m, e}, "values"), in::exact<&In<T>::mask>(Any{}, "added to the scores, −∞ masks one; [n, m], or empty").or_else("[]"),
                      in::exact<&In<T>::allowed>(Any{}, "1 where a query may look at a key, 0 where not; [n, m], or empty").or_else("[]"),
                      in::exact<&In<T>::causal>({}, "1: query i looks at keys j ≤ i alone").or_else("0"), in::exact<&In<T>::scale>({}, "what scores are multiplied by; 0 means 1/√d").or_else("0")};
  }
  template <class T> static auto outputs() {
    // T counts every operation once; a score sums d products in another order, softmax and the values m each; ten on the way.
    return std::tuple{out::textbook<&Out<T>::y>({b, h, n, e}, d + 2 * m + 10, "C6", "y")};
  }
  static Complaint heads(const Inputs& in, std::size_t) {
    const std::int64_t h = in.shape("q")[1], g = in.shape("k")[1];
    if (g > 0 && h % g == 0) return std::nullopt;
    return std::to_string(h) + " heads of queries for " + std::to_string(g) + " of keys";
  }
  static Complaint masks_fit(const Inputs& in, std::size_t) {
    const Dimensions scores{in.shape("q")[2], in.shape("k")[2]};
    for (const char* name : {"mask", "allowed"})
      if (const Dimensions& shape = in.shape(name); shape != scores && shape != Dimensions{0}) return std::string(name) + " has shape " + shape_text(shape) + ": not that of the scores, " + shape_text(scores);
    return std::nullopt;
  }
  /// May query i look at key j?
  template <class T> static bool looks(const In<T>& in, std::int64_t i, std::int64_t j) {
    if (in.causal != 0 && j > i) return false;
    return in.allowed.size() == 0 || in.allowed[static_cast<std::size_t>(i * in.k.shape[2] + j)] != 0;
  }
  static Statement statement() {
    return {.name = "nn.scaled_dot_product_attention",
            .summary = "y = softmax(qkᵀ·scale + mask)v in each head",
            .clauses = {{"C1", ClauseKind::precondition, Predicate("the heads of queries are a multiple of those of keys", heads) && within("causal", 0, 1) && within("allowed", 0, 1)},
                        {"C7", ClauseKind::precondition, Predicate("mask and allowed have the shape of the scores, or are empty", masks_fit)},
                        {"C2", ClauseKind::domain, finite({"q", "k", "v", "scale"}) && below_infinity("mask")},
                        {"C3", ClauseKind::precondition, "every query may look at some key: the weights are undefined else, but for the conventions zeros and uniform"},
                        {"C4", ClauseKind::law, "of equal keys y is the mean of the values looked at; keys and values may be permuted together, with the masks"},
                        {"C5", ClauseKind::law, "a key that is masked, or behind a causal query, has no influence"},
                        {"C6", ClauseKind::error, "textbook, d + 2m + 10"}},
            .source = "Vaswani et al., Attention is all you need, NeurIPS (2017), section 3.2; Ainslie et al., GQA, EMNLP (2023)",
            .variants = variants(),
            .aliases = {"attention", "dot_product_attention", "sdpa", "flash_attention"}};
  }
};

/// With P the weights and D = ȳvᵀ: v̄ = Pᵀȳ, and of the scores S̄ = P∘(D − rows of P∘D summed): q̄ = S̄k·scale, k̄ = S̄ᵀq·scale.
struct ScaledDotProductAttentionVjp : Vjp<ScaledDotProductAttention> {
  template <class T> struct Out { Tensor<T> grad_q; Tensor<T> grad_k; Tensor<T> grad_v; };

  template <class T> static auto outputs() {
    using P = ScaledDotProductAttention;
    // T counts every operation once; sums of d, e, m and of n times the heads that share a key, in another order; twenty on the way.
    const Count c = 2 * P::d + P::e + 4 * P::m + P::n * P::h + 20;
    return std::tuple{out::textbook<&Out<T>::grad_q>(c, "C8", "q̄"), out::textbook<&Out<T>::grad_k>(c, "C8", "k̄"), out::textbook<&Out<T>::grad_v>(c, "C8", "v̄")};
  }
  static Statement statement() {
    return derivative({.summary = "v̄ = Pᵀȳ, q̄ = S̄k·scale, k̄ = S̄ᵀq·scale with S̄ = P∘(ȳvᵀ − Σ P∘ȳvᵀ)",
                       .clauses = {{"C4", ClauseKind::law, "⟨q̄, q⟩ = ⟨k̄, k⟩ in each head of keys"}, {"C8", ClauseKind::error, "textbook, 2d + e + 4m + nh + 20"}},
                       .source = "Dao, Fu, Ermon, Rudra and Ré, FlashAttention, NeurIPS (2022), appendix B"});
  }
};

inline constexpr Function<ScaledDotProductAttention> scaled_dot_product_attention;
inline constexpr Function<ScaledDotProductAttentionVjp> scaled_dot_product_attention_vjp;

}  // namespace etalon::contract::nn
