#pragma once
#include "reference/contract/nn/softplus.hpp"

namespace etalon::fast::nn {

/// max(x, 0) + log1p(exp(−|x|)): the exponential never overflows, and nothing cancels.
extern const Fast<contract::nn::Softplus> softplus;
/// ȳ·σ(x), the sigmoid from the exponential that does not overflow.
extern const Fast<contract::nn::SoftplusVjp> softplus_vjp;

}  // namespace etalon::fast::nn
