#pragma once
#include "reference/contract/nn/log_sum_exp.hpp"

namespace etalon::reference::nn {

/// log Σᵢ exp xᵢ, as it is written.
extern const Reference<contract::nn::LogSumExp> log_sum_exp;

}  // namespace etalon::reference::nn
