#pragma once
#include "reference/contract/gan/generator_loss.hpp"

namespace etalon::fast::gan {

/// −log σ(s) = log(1 + e⁻ˢ) and log(1 − σ(s)) = −log(1 + eˢ), of −|s| alone; log1p(−D) for a probability.
extern const Fast<contract::gan::GeneratorLoss> generator_loss;
/// 1 − σ(s) is σ(−s).
extern const Fast<contract::gan::GeneratorLossGradient> generator_loss_gradient;

}  // namespace etalon::fast::gan
