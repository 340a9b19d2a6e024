#pragma once
#include "reference/contract/contract.hpp"

namespace etalon::contract::vae {

/// The evidence lower bound log p(x|z) − β·KL(q(z|x) ‖ N(0, 1)) of n samples, one draw of z each: the decoder's answer is given.
struct Elbo {
  enum class Variant { batch_mean, batch_sum, latents_averaged, pixels_averaged, all_averaged };
  template <class T> struct In {
    Tensor<T> x, mu, log_variance, decoded;
    std::string likelihood = "bernoulli";
    T beta = 1;
  };
  template <class T> struct Out { T elbo; };

  inline static const Count n{"n", 1}, p{"p", 1}, d{"d", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({n, p}, "the samples"),
                      in::data<&In<T>::mu>({n, d}, "μ of the approximate posterior"),
                      in::data<&In<T>::log_variance>({n, d}, "ℓ = log σ² of the approximate posterior"),
                      in::data<&In<T>::decoded>({n, p}, "the decoder's answer: logits (Bernoulli) or the mean (Gaussian)"),
                      in::exact<&In<T>::likelihood>({}, "\"bernoulli\", or \"gaussian\" of variance 1").or_else("bernoulli"),
                      in::exact<&In<T>::beta>({}, "β, the weight of the divergence").or_else("1")};
  }
  template <class T> static auto outputs() {
    // exp, log1p, a sum, 1 − x, a product and a sum in an entry; n·p + n·d − 1 additions in any order, and a quotient.
    return std::tuple{out::textbook<&Out<T>::elbo>({}, n * p + n * d + 6, "C8", "the bound in nats")};
  }
  /// What the sums over all pixels and over all coordinates are divided by.
  struct Divisors { std::int64_t pixels, latents; };
  template <class I> static Divisors divisors(const I& in, Variant variant) {
    using enum Variant;
    const std::int64_t samples = variant == batch_sum ? 1 : in.x.shape[0];
    return {samples * (variant == pixels_averaged || variant == all_averaged ? in.x.shape[1] : 1), samples * (variant == latents_averaged || variant == all_averaged ? in.mu.shape[1] : 1)};
  }
  static Complaint pixel_outside(const Inputs& in, std::size_t) {
    const Entries& x = in.real("x");
    if (in.text("likelihood") != "bernoulli") return std::nullopt;
    if (const Extremes* all = x.extremes(); all && all->all_finite && all->least >= 0 && all->largest <= 1) return std::nullopt;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (x.less(i, 0) || x.greater(i, 1)) return "an entry of x is not in [0, 1]";
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "vae.elbo",
            .summary = "Evidence lower bound: mean over i of log p(xᵢ|zᵢ) − β KL(N(μᵢ, σᵢ²) ‖ N(0, 1)), "
                       "with log p = Σ x a − log(1 + eᵃ), or −Σ ½((x − a)² + log 2π)",
            .clauses = {{"C1", ClauseKind::domain, not_nan("x") && not_nan("mu") && not_nan("log_variance") && not_nan("decoded"),
                         "x, μ, log σ² and the decoder's answer are not NaN"},
                        {"C11", ClauseKind::precondition, finite({"x", "mu", "log_variance", "decoded"}),
                         "they are finite: a right pixel's infinite logit has the loss 0, and β = 0 times an infinite divergence is undefined"},
                        {"C2", ClauseKind::precondition, Predicate{"0 ≤ x ≤ 1 for the Bernoulli likelihood", pixel_outside}},
                        {"C3", ClauseKind::precondition, finite("beta") && not_negative("beta"), "β is finite and not negative"},
                        {"C4", ClauseKind::precondition, one_of("likelihood", std::vector<std::string>{"bernoulli", "gaussian"})},
                        {"C5", ClauseKind::law, "the bound at β is the one at 0, which is log p(x|z), less β times vae.gaussian_kl_standard, divided alike; it is at most log p(x|z)"},
                        {"C6", ClauseKind::law, "the Bernoulli log p(x|z) is minus the sum of nn.bce_with_logits"},
                        {"C7", ClauseKind::law, "the Gaussian log p(x|z) is largest where the mean is x: −½·p·log 2π for each sample"},
                        {"C8", ClauseKind::error, "textbook, n·p + n·d + 6: log(1 + e^±ᵃ) by log1p, so that no term cancels but the divergence's (e^ℓ − 1) − ℓ beside ℓ = 0; "
                                                  "x·a − log(1 + eᵃ) loses the digits of a good reconstruction"},
                        {"C10", ClauseKind::law, "with N samples, latents_averaged is batch_mean at β/d, pixels_averaged is batch_mean at pβ divided by p, all_averaged at pβ/d divided by p"},
                        {"C9", ClauseKind::law, "it is not positive for the Bernoulli likelihood, and at most −½·log 2π for each pixel, summed or averaged, for the Gaussian"}},
            .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), (10) and appendix C; "
                      "β: Higgins et al., beta-VAE, ICLR (2017), (4)",
            .variants = {{"batch_mean", "the mean over the samples"},
                         {"batch_sum", "the sum over the samples"},
                         {"latents_averaged", "the mean over the samples, the divergence averaged over the coordinates beside a log p that is summed over the pixels: β of 1/d"},
                         {"pixels_averaged", "the mean over the samples, log p averaged over the pixels beside a divergence that is summed: β of p"},
                         {"all_averaged", "the means over all pixels and over all coordinates: β of p/d"}}};
  }
};

/// μ̄ = −βμ/N, ℓ̄ = −½β(e^ℓ − 1)/N, ā = (x − σ(a))/M or (x − a)/M, with N and M what the divergence and log p are divided by.
struct ElboGradient : Gradient<Elbo> {
  template <class T> struct Out { Tensor<T> grad_mu, grad_log_variance, grad_decoded; };

  template <class T> static auto outputs() {
    // μ̄: 1/N, and products by it and by β. ℓ̄: expm1 before them, which a library may have off by two u. ā: as for nn.bce_with_logits.gradient.
    return std::tuple{out::inherent<&Out<T>::grad_mu>(3, "C6", "μ̄"),
                      out::inherent<&Out<T>::grad_log_variance>(5, "C7", "ℓ̄"),
                      out::textbook<&Out<T>::grad_decoded>(4, "C8", "ā")};
  }
  static Statement statement() {
    return derivative({.summary = "μ̄ = −βμ/N, ℓ̄ = −½β(e^ℓ − 1)/N, ā = (x − σ(a))/M, or (x − a)/M for the Gaussian: the gradient of the bound, with N and M what the divergence and log p are divided by",
                       .clauses = {{"C11", ClauseKind::precondition, finite({"x", "mu", "log_variance", "decoded"}),
                                    "they are finite: at an infinite log σ² or logit the gradient has a limit"},
                                   {"C5", ClauseKind::law, "μ̄ and ℓ̄ are −β times those of vae.gaussian_kl_standard, and ā does not depend on β; "
                                                           "ā = 0 where the decoder's mean is x"},
                                   {"C6", ClauseKind::error, "μ̄: inherent, 3 roundings"},
                                   {"C7", ClauseKind::error, "ℓ̄: inherent, 5, by expm1: e^ℓ − 1 cancels beside ℓ = 0"},
                                   {"C8", ClauseKind::error, "ā: textbook, 4, as nn.bce_with_logits.gradient: x·σ(−a) − (1 − x)·σ(a), where x − σ(a) loses the digits of a good reconstruction"},
                                   {"C10", ClauseKind::law, "μ̄ and ℓ̄ never have the signs of μ and ℓ; ā has that of x − a (Gaussian), ā ≤ 0 for the pixel 0 and ā ≥ 0 for 1"}},
                       .source = "Kingma and Welling, Auto-encoding variational Bayes, ICLR (2014), (10) and appendix C"});
  }
};

inline constexpr Function<Elbo> elbo;
inline constexpr Function<ElboGradient> elbo_gradient;

}  // namespace etalon::contract::vae
