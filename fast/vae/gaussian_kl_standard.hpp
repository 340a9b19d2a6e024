#pragma once
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon::fast::vae {

/// ½(μ² + (e^ℓ − 1 − ℓ)), the second part by its series beside ℓ = 0: every term is positive, and none has lost digits.
extern const Fast<contract::vae::GaussianKlStandard> gaussian_kl_standard;
/// By expm1.
extern const Fast<contract::vae::GaussianKlStandardGradient> gaussian_kl_standard_gradient;

}  // namespace etalon::fast::vae
