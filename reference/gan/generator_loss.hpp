#pragma once
#include "reference/contract/gan/generator_loss.hpp"

namespace etalon::reference::gan {

/// −log D or log(1 − D) with D = 1/(1 + exp(−s)), as it is written.
extern const Reference<contract::gan::GeneratorLoss> generator_loss;
/// From σ′ = σ(1 − σ): −(1 − D) or −D for a logit, −1/D or −1/(1 − D) for a probability.
extern const Reference<contract::gan::GeneratorLossGradient> generator_loss_gradient;

}  // namespace etalon::reference::gan
