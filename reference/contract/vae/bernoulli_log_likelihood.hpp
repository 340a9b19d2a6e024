#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// log p(x|z) of n samples with p independent pixels, x binary or grey, of a decoder that gives logits.
struct BernoulliLogLikelihood {
  template <class T> struct In { Tensor<T> x, logits; };
  template <class T> struct Out { Tensor<T> log_likelihood; };

  inline static const Count n{"n"}, p{"p"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"), in::data<&In<T>::logits>({n, p}, "a, the decoder's answer")};
  }
  template <class T> static auto outputs() {
    // A pixel: exp, log1p and a sum for a softplus, 1 − x, a product and a sum; then p − 1 additions.
    return std::tuple{out::inherent<&Out<T>::log_likelihood>({n}, p + 6, "C6", "log p(x|z) of each sample, in nats")};
  }
  static Statement statement() {
    return {.name = "vae.bernoulli_log_likelihood",
            .summary = "log p(x|z) = Σⱼ xⱼ log σ(aⱼ) + (1 − xⱼ) log σ(−aⱼ) for each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("logits"), "no logit is NaN"},
                        {"C2", ClauseKind::precondition, within("x", 0, 1), "0 ≤ x ≤ 1"},
                        {"C3", ClauseKind::precondition, finite("logits"), "the logits are finite: an infinite one of a right pixel has the likelihood 1, and of a wrong one 0"},
                        {"C4", ClauseKind::law, "at most 0, and minus nn.bce_with_logits in its sum over the samples"},
                        {"C5", ClauseKind::law, "that of (1 − x, −a) is the same"},
                        {"C6", ClauseKind::error, "inherent, p + 6: log(1 − σ(a)) loses every digit of a saturated probability"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix C.1",
            .aliases = {"bernoulli_log_prob"}};
  }
};

/// ȳ(x − σ(a)).
struct BernoulliLogLikelihoodVjp : Vjp<BernoulliLogLikelihood> {
  template <class T> struct Out { Tensor<T> grad_logits; };

  template <class T> static auto outputs() {
    // T counts each operation once; an exponential may be off by two u, and 1 − x be a rounding more.
    return std::tuple{out::textbook<&Out<T>::grad_logits>(4, "C5", "to a")};
  }
  static Statement statement() {
    return derivative({.summary = "ȳ(x·σ(−a) − (1 − x)·σ(a)), which is ȳ(x − σ(a))",
                       .clauses = {{"C4", ClauseKind::law, "for ȳ > 0 not positive for the pixel 0, not negative for 1"},
                                   {"C5", ClauseKind::error, "textbook, 4, of x·σ(−a) − (1 − x)·σ(a): x − σ(a) loses the digits of a good reconstruction"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), appendix C.1"});
  }
};

inline constexpr Function<BernoulliLogLikelihood> bernoulli_log_likelihood;
inline constexpr Function<BernoulliLogLikelihoodVjp> bernoulli_log_likelihood_vjp;

}  // namespace etalon::contract::vae
