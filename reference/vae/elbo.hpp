#pragma once
#include "reference/contract/vae/elbo.hpp"

namespace etalon::reference::vae {

/// Σ (x·a − log(1 + eᵃ)) or −Σ ½((x − a)² + log 2π), less β·Σ ½(μ² + e^ℓ − ℓ − 1).
extern const Reference<contract::vae::Elbo> elbo;
/// −βμ, −½β(e^ℓ − 1), and x − σ(a) or x − a.
extern const Reference<contract::vae::ElboGradient> elbo_gradient;

}  // namespace etalon::reference::vae
