#pragma once
#include "reference/contract/moe/load_balance_loss.hpp"

namespace etalon::reference::moe {

/// α·n·Σᵢ fᵢPᵢ, as it is written.
extern const Reference<contract::moe::LoadBalanceLoss> load_balance_loss;
/// α·n·fᵢ/t for every token.
extern const Reference<contract::moe::LoadBalanceLossGradient> load_balance_loss_gradient;

}  // namespace etalon::reference::moe
