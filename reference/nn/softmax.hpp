#pragma once
#include "reference/contract/nn/softmax.hpp"

namespace etalon::reference::nn {

/// exp xᵢ / Σₖ exp xₖ, as it is written.
extern const Reference<contract::nn::Softmax> softmax;
/// yᵢ(ȳᵢ − Σₖ yₖȳₖ), from the Jacobian diag(y) − yyᵀ.
extern const Reference<contract::nn::SoftmaxVjp> softmax_vjp;

}  // namespace etalon::reference::nn
