#pragma once
#include "reference/contract/vae/elbo.hpp"

namespace etalon::contract::vae {

/// How unlikely an autoencoder finds each sample: the negative reconstruction log-likelihood, or the negative evidence lower bound.
struct AnomalyScore {
  enum class Variant { negative_elbo, reconstruction };
  template <class T> struct In {
    Tensor<T> x, mu, log_variance, decoded;
    std::string likelihood = "bernoulli";
  };
  template <class T> struct Out { Tensor<T> score; };

  inline static const Count n{"n"}, p{"p"}, d{"d"};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"),
                      in::data<&In<T>::mu>({n, d}, "μ of the approximate posterior"),
                      in::data<&In<T>::log_variance>({n, d}, "ℓ = log σ² of the approximate posterior"),
                      in::data<&In<T>::decoded>({n, p}, "the decoder's answer: logits (Bernoulli) or the mean (Gaussian)"),
                      in::exact<&In<T>::likelihood>({}, "\"bernoulli\", or \"gaussian\" of variance 1").or_else("bernoulli")};
  }
  template <class T> static auto outputs() {
    // As vae.elbo, of one sample.
    return std::tuple{out::textbook<&Out<T>::score>({n}, p + d + 6, "C7", "of each sample, in nats: large where it is unlike what was learned")};
  }
  static Statement statement() {
    return {.name = "vae.anomaly_score",
            .summary = "−log p(x|z) + KL(N(μ, σ²) ‖ N(0, 1)), or −log p(x|z) alone, for each sample",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("mu") && not_nan("log_variance") && not_nan("decoded"), "x, μ, log σ² and the decoder's answer are not NaN"},
                        {"C2", ClauseKind::precondition, finite({"x", "mu", "log_variance", "decoded"}), "they are finite"},
                        {"C3", ClauseKind::precondition, Predicate{"0 ≤ x ≤ 1 for the Bernoulli likelihood", Elbo::pixel_outside}},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C5", ClauseKind::law, "the mean of negative_elbo over the samples is minus vae.elbo at β = 1, that of reconstruction minus vae.elbo at β = 0"},
                        {"C6", ClauseKind::law, "negative_elbo is reconstruction at least; not negative for the Bernoulli likelihood"},
                        {"C7", ClauseKind::error, "textbook, p + d + 6"}},
            .source = "An and Cho, Variational autoencoder based anomaly detection using reconstruction probability, SNU Data Mining Center report (2015), algorithm 4",
            .variants = {{"negative_elbo", "with the divergence: the bound of −log p(x)"}, {"reconstruction", "−log p(x|z) alone: An and Cho"}},
            .no_derivative = "a score ranks samples; vae.elbo.gradient has its slopes",
            .aliases = {"reconstruction_probability"}};
  }
};

inline constexpr Function<AnomalyScore> anomaly_score;

}  // namespace etalon::contract::vae
