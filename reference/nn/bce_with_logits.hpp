#pragma once
#include "reference/contract/nn/bce_with_logits.hpp"

namespace etalon::reference::nn {

/// −(w·t·log σ(z) + (1 − t)·log(1 − σ(z))) with σ(z) = 1/(1 + exp(−z)), as it is written.
extern const Reference<contract::nn::BceWithLogits> bce_with_logits;
/// (1 − t)·σ(z) − w·t·(1 − σ(z)).
extern const Reference<contract::nn::BceWithLogitsGradient> bce_with_logits_gradient;

}  // namespace etalon::reference::nn
