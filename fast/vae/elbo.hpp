#pragma once
#include "reference/contract/vae/elbo.hpp"

namespace etalon::fast::vae {

/// The Bernoulli likelihood by softplus, −x·log(1 + e⁻ᵃ) − (1 − x)·log(1 + eᵃ), and the divergence of gaussian_kl_standard.
extern const Fast<contract::vae::Elbo> elbo;
/// From the gradients of gaussian_kl_standard and bce_with_logits.
extern const Fast<contract::vae::ElboGradient> elbo_gradient;

}  // namespace etalon::fast::vae
