#pragma once
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon::reference::vae {

/// Σ ½(μ² + e^ℓ − ℓ − 1), as it is written.
extern const Reference<contract::vae::GaussianKlStandard> gaussian_kl_standard;
/// μ and ½(e^ℓ − 1).
extern const Reference<contract::vae::GaussianKlStandardGradient> gaussian_kl_standard_gradient;

}  // namespace etalon::reference::vae
