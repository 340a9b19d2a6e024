#pragma once
#include "reference/contract/moe/load_balance_loss.hpp"

namespace etalon::fast::moe {

/// α·n·Σₜ (Σᵢ fᵢpₜᵢ)/t: one pass over the probabilities as they lie in memory.
extern const Fast<contract::moe::LoadBalanceLoss> load_balance_loss;
/// One value for each expert, repeated for every token.
extern const Fast<contract::moe::LoadBalanceLossGradient> load_balance_loss_gradient;

}  // namespace etalon::fast::moe
