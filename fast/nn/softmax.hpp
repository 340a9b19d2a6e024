#pragma once
#include "reference/contract/nn/softmax.hpp"

namespace etalon::fast::nn {

/// Shifted by the maximum: no exponential overflows, and the largest is exactly 1.
extern const Fast<contract::nn::Softmax> softmax;
/// Cotangents relative to the heaviest entry's: x̄ does not change, and nothing cancels where one weight is near 1.
extern const Fast<contract::nn::SoftmaxVjp> softmax_vjp;

}  // namespace etalon::fast::nn
