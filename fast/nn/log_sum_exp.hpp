#pragma once
#include "reference/contract/nn/log_sum_exp.hpp"

namespace etalon::fast::nn {

/// Shifted by the maximum, whose term is left out of the sum: log1p keeps what a dominant entry would swallow.
extern const Fast<contract::nn::LogSumExp> log_sum_exp;

}  // namespace etalon::fast::nn
