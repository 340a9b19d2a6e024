#include "reference/contract/vae/elbo.hpp"

#include "reference/nn/sigma.hpp"

namespace etalon {
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using reference::nn::sigma;
using Variant = Elbo::Variant;

/// Σ (x·log σ(a) + (1 − x)·log σ(−a)) or −Σ ½((x − a)² + log 2π), less β·Σ ½(μ² + (e^ℓ − 1) − ℓ): terms of one sign, with
/// log σ(a) = −log(1 + e⁻ᵃ) as one function.
template <>
const Reference<Elbo> Wings<Elbo>::reference = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<Elbo::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1], d = in.mu.shape[1];
  const auto [pixels, latents] = Elbo::divisors(in, variant);
  T log_likelihood = 0, kl = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < p; ++j) {
      const T &x = in.x(i, j), &a = in.decoded(i, j);
      log_likelihood += in.likelihood == "bernoulli" ? -(x * softplus(-a) + (1 - x) * softplus(a)) : -(square(x - a) + log(2 * T(pi()))) / 2;
    }
    for (std::int64_t j = 0; j < d; ++j) {
      const T& log_variance = in.log_variance(i, j);
      kl += (square(in.mu(i, j)) + (expm1(log_variance) - log_variance)) / 2;
    }
  }
  return Elbo::Out<T>{log_likelihood / T(pixels) - in.beta * (kl / T(latents))};
};

/// −βμ, −½β(e^ℓ − 1), and x·σ(−a) − (1 − x)·σ(a), which is x − σ(a), or x − a.
template <>
const Reference<ElboGradient> Wings<ElboGradient>::reference = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<ElboGradient::Out<T>> {
  const auto [pixels, latents] = Elbo::divisors(in, variant);
  const T count = T(latents);
  ElboGradient::Out<T> grad;
  grad.grad_mu = map(in.mu, [&](const T& mu) { return -in.beta * mu / count; });
  grad.grad_log_variance = map(in.log_variance, [&](const T& l) { return -in.beta * expm1(l) / 2 / count; });
  grad.grad_decoded = in.decoded;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T &x = in.x[i], &a = in.decoded[i];
    grad.grad_decoded[i] = (in.likelihood == "bernoulli" ? x * sigma(-a) - (1 - x) * sigma(a) : x - a) / T(pixels);
  }
  return grad;
};

}  // namespace etalon
