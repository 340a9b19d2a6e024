#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// KL(Bernoulli(σ(a)) ‖ Bernoulli(σ(b))), summed over d independent bits, of n pairs.
struct BernoulliKl {
  template <class T> struct In { Tensor<T> logits, prior_logits; };
  template <class T> struct Out { Tensor<T> kl; };

  inline static const Count n{"n"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({n, d}, "a, of p = σ(a)"), in::data<&In<T>::prior_logits>({n, d}, "b, of q = σ(b)")};
  }
  template <class T> static auto outputs() {
    // log p/q as a difference of softplus has eight roundings and passes through e⁻ˣ − 1 + x, whose condition is 2.4; p, a product and two sums.
    return std::tuple{out::inherent<&Out<T>::kl>({n}, d + 26, "C6", "the divergence of each pair, in nats")};
  }
  static Statement statement() {
    return {.name = "vae.bernoulli_kl",
            .summary = "KL = Σⱼ p log p/q + (1 − p) log (1 − p)/(1 − q) for each sample, with p = σ(a), q = σ(b)",
            .clauses = {{"C1", ClauseKind::domain, not_nan("logits") && not_nan("prior_logits"), "no logit is NaN"},
                        {"C2", ClauseKind::precondition, finite({"logits", "prior_logits"}), "they are finite: a bit that q excludes makes it infinite, and one that p excludes has 0·∞ in it"},
                        {"C3", ClauseKind::law, "kl ≥ 0, and kl = 0 for a = b; −a and −b have the same"},
                        {"C4", ClauseKind::law, "each bit is vae.categorical_kl of the logits (a, 0) and (b, 0)"},
                        {"C5", ClauseKind::law, "kl one way and the other add up to Σ (p − q)(a − b)"},
                        {"C6", ClauseKind::error, "inherent, d + 26: σ(a)(a − b) + log(1 + eᵇ) − log(1 + eᵃ) cancels where a is near b, or both are large"}},
            .source = "Kullback, Information Theory and Statistics (1959), chapter 2; Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix C.1",
            .aliases = {"kl_bernoulli_bernoulli"}};
  }
};

/// k̄·p(1 − p)(a − b) to a and k̄·(q − p) to b.
struct BernoulliKlVjp : Vjp<BernoulliKl> {
  template <class T> struct Out { Tensor<T> grad_logits, grad_prior_logits; };

  template <class T> static auto outputs() {
    // p and 1 − p have three roundings each, the difference, three products; q − p as p(1 − q)(e^(b−a) − 1): an expm1 off by two u more.
    return std::tuple{out::inherent<&Out<T>::grad_logits>(12, "C5", "to a"), out::inherent<&Out<T>::grad_prior_logits>(12, "C5", "to b")};
  }
  static Statement statement() {
    return derivative({.summary = "k̄·p(1 − p)(a − b) to a and k̄·(q − p) to b",
                       .clauses = {{"C4", ClauseKind::law, "for k̄ > 0 that to a has the sign of a − b, and that to b the other"},
                                   {"C5", ClauseKind::error, "inherent, 12: 1 − p as σ(−a), and q − p by expm1 where they are near"}},
                       .source = "Amari, Information Geometry and Its Applications (2016), section 2.2"});
  }
};

inline constexpr Function<BernoulliKl> bernoulli_kl;
inline constexpr Function<BernoulliKlVjp> bernoulli_kl_vjp;

}  // namespace etalon::contract::vae
