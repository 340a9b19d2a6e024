#pragma once
#include "reference/contract/nn/softplus.hpp"

namespace etalon::reference::nn {

/// log(1 + exp x), as it is written.
extern const Reference<contract::nn::Softplus> softplus;
/// ȳ·σ(x) with σ(x) = 1/(1 + exp(−x)).
extern const Reference<contract::nn::SoftplusVjp> softplus_vjp;

}  // namespace etalon::reference::nn
