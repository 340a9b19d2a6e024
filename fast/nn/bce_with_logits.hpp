#pragma once
#include "reference/contract/nn/bce_with_logits.hpp"

namespace etalon::fast::nn {

/// Both terms by softplus, −log σ(z) = log(1 + e⁻ᶻ) and −log(1 − σ(z)) = log(1 + eᶻ): all summands are positive.
extern const Fast<contract::nn::BceWithLogits> bce_with_logits;
/// (1 − t)·σ(z) − w·t·σ(−z), and around z = 0 as an odd part in tanh(z/2) plus an exact constant: nothing is lost at its zero.
extern const Fast<contract::nn::BceWithLogitsGradient> bce_with_logits_gradient;

}  // namespace etalon::fast::nn
