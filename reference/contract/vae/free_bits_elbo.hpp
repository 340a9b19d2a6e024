#pragma once
#include "reference/contract/vae/elbo.hpp"

namespace etalon::contract::vae {

/// The evidence lower bound whose divergence counts at least λ nats in each latent coordinate: less than that is not paid for.
struct FreeBitsElbo {
  enum class Variant { batch, sample };
  template <class T> struct In {
    Tensor<T> x, mu, log_variance, decoded;
    std::string likelihood = "bernoulli";
    T beta = 1, free_bits{};
  };
  template <class T> struct Out { T elbo; };

  inline static const Count n{"n", 1}, p{"p", 1}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"),
                      in::data<&In<T>::mu>({n, d}, "μ of the approximate posterior"),
                      in::data<&In<T>::log_variance>({n, d}, "ℓ = log σ² of the approximate posterior"),
                      in::data<&In<T>::decoded>({n, p}, "the decoder's answer: logits (Bernoulli) or the mean (Gaussian)"),
                      in::exact<&In<T>::likelihood>({}, "\"bernoulli\", or \"gaussian\" of variance 1").or_else("bernoulli"),
                      in::exact<&In<T>::beta>({}, "β, the weight of the divergence").or_else("1"),
                      in::exact<&In<T>::free_bits>({}, "λ, in nats").or_else("0")};
  }
  template <class T> static auto outputs() {
    // As vae.elbo; a mean of each coordinate's divergence before the others are added is a quotient more.
    return std::tuple{out::textbook<&Out<T>::elbo>({}, n * p + n * d + 8, "C8", "the bound in nats")};
  }
  static Statement statement() {
    return {.name = "vae.free_bits_elbo",
            .summary = "mean over i of log p(xᵢ|zᵢ) less β Σⱼ max(λ, klⱼ), klⱼ the divergence of coordinate j from N(0, 1), of the batch or of each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("mu") && not_nan("log_variance") && not_nan("decoded"), "x, μ, log σ² and the decoder's answer are not NaN"},
                        {"C11", ClauseKind::precondition, finite({"x", "mu", "log_variance", "decoded"}), "they are finite"},
                        {"C2", ClauseKind::precondition, Predicate{"0 ≤ x ≤ 1 for the Bernoulli likelihood", Elbo::pixel_outside}},
                        {"C3", ClauseKind::precondition, finite({"beta", "free_bits"}) && not_negative("beta") && not_negative("free_bits"), "β and λ are finite and not negative"},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C5", ClauseKind::law, "at λ = 0 both conventions are vae.elbo{batch_mean}; it does not grow with λ, and lies at most βdλ below vae.elbo"},
                        {"C6", ClauseKind::law, "where λ is more than every klⱼ it is log p(x|z) − βdλ"},
                        {"C7", ClauseKind::law, "max is convex: sample ≤ batch; of one sample they are one"},
                        {"C8", ClauseKind::error, "textbook, n·p + n·d + 8"}},
            .source = "Kingma et al., Improved variational inference with inverse autoregressive flow, NeurIPS (2016), (15) and appendix C.8",
            .variants = {{"batch", "max(λ, mean over the samples of klⱼ): the paper, over a minibatch"}, {"sample", "the mean over the samples of max(λ, klⱼ)"}}};
  }
};

/// As that of vae.elbo{batch_mean}, with 0 to μ and ℓ of a coordinate whose divergence is at most λ.
struct FreeBitsElboGradient : Gradient<FreeBitsElbo> {
  template <class T> struct Out { Tensor<T> grad_mu, grad_log_variance, grad_decoded; };

  template <class T> static auto outputs() {
    // Those of vae.elbo.gradient.
    return std::tuple{out::textbook<&Out<T>::grad_mu>(3, "C6", "μ̄"), out::textbook<&Out<T>::grad_log_variance>(5, "C6", "ℓ̄"), out::textbook<&Out<T>::grad_decoded>(4, "C6", "ā")};
  }
  static Statement statement() {
    return derivative({.summary = "μ̄ = −βμ/n and ℓ̄ = −½β(e^ℓ − 1)/n where the divergence exceeds λ and 0 where it does not; ā = (x − σ(a))/n, or (x − a)/n",
                       .clauses = {{"C5", ClauseKind::law, "at λ = 0 it is that of vae.elbo{batch_mean}; ā depends on neither β nor λ; "
                                                           "where the divergence is λ, or so near that rounding decides, everything between 0 and the slope is right"},
                                   {"C6", ClauseKind::error, "textbook, 3, 5 and 4, as vae.elbo.gradient"}},
                       .source = "Kingma et al., Improved variational inference with inverse autoregressive flow, NeurIPS (2016), (15)"});
  }
};

inline constexpr Function<FreeBitsElbo> free_bits_elbo;
inline constexpr Function<FreeBitsElboGradient> free_bits_elbo_gradient;

}  // namespace etalon::contract::vae
