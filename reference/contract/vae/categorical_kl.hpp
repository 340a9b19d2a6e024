#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// KL(softmax(a) ‖ softmax(b)) of n pairs of logits over c classes.
struct CategoricalKl {
  template <class T> struct In { Tensor<T> logits, prior_logits; };
  template <class T> struct Out { Tensor<T> kl; };

  inline static const Count n{"n"}, c{"c", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::logits>({n, c}, "a, of p"), in::data<&In<T>::prior_logits>({n, c}, "b, of q")};
  }
  template <class T> static auto outputs() {
    // p and q have c + 4 roundings each, in their sum's order; log p/q is a difference less log1p of such a sum, and passes through e⁻ˣ − 1 + x,
    // whose condition is 2.4; c − 1 additions.
    return std::tuple{out::inherent<&Out<T>::kl>({n}, 3 * c + 16, "C6", "the divergence of each pair, in nats")};
  }
  static Statement statement() {
    return {.name = "vae.categorical_kl",
            .summary = "KL(p ‖ q) = Σₖ pₖ log pₖ/qₖ for each sample, with p = softmax(a), q = softmax(b)",
            .clauses = {{"C1", ClauseKind::domain, not_nan("logits") && not_nan("prior_logits"), "no logit is NaN"},
                        {"C2", ClauseKind::precondition, finite({"logits", "prior_logits"}), "they are finite: a class that q leaves out makes it infinite, and one that p leaves out has 0·∞ in it"},
                        {"C3", ClauseKind::law, "kl ≥ 0, and kl = 0 where a − b is constant; a + s and b + t have the same"},
                        {"C4", ClauseKind::law, "to the uniform distribution it is log c − H(p); it is the cross-entropy of p and q less the entropy of p"},
                        {"C5", ClauseKind::law, "kl ≤ max(a − b) − min(a − b)"},
                        {"C6", ClauseKind::error, "inherent, 3c + 16: with x = log p/q it is Σ p(e⁻ˣ − 1 + x), of terms that are not negative; Σ p·x cancels where p is near q"}},
            .source = "Kullback and Leibler, On information and sufficiency, Annals of Mathematical Statistics 22 (1951); Jang, Gu and Poole, Categorical reparameterization with Gumbel-softmax, ICLR (2017), section 3",
            .aliases = {"kl_categorical_categorical"}};
  }
};

/// k̄·pₖ(log pₖ/qₖ − kl) to a and k̄·(qₖ − pₖ) to b.
struct CategoricalKlVjp : Vjp<CategoricalKl> {
  template <class T> struct Out { Tensor<T> grad_logits, grad_prior_logits; };

  template <class T> static auto outputs() {
    // T counts each operation once; sums of c in another order, in p, q and kl, and exponentials off by two u.
    const Count c = CategoricalKl::c;
    return std::tuple{out::textbook<&Out<T>::grad_logits>(2 * c + 8, "C5", "to a"), out::textbook<&Out<T>::grad_prior_logits>(c + 6, "C6", "to b")};
  }
  static Statement statement() {
    return derivative({.summary = "k̄·pₖ(log pₖ/qₖ − kl) to a and k̄·(qₖ − pₖ) to b",
                       .clauses = {{"C4", ClauseKind::law, "either adds up to 0 in each row"},
                                   {"C5", ClauseKind::error, "to a: textbook, 2c + 8"},
                                   {"C6", ClauseKind::error, "to b: textbook, c + 6"}},
                       .source = "Amari, Information Geometry and Its Applications (2016), section 2.2"});
  }
};

inline constexpr Function<CategoricalKl> categorical_kl;
inline constexpr Function<CategoricalKlVjp> categorical_kl_vjp;

}  // namespace etalon::contract::vae
