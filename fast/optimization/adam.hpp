#pragma once
#include "reference/contract/optimization/adam.hpp"

namespace etalon::fast::optimization {

/// 1 − βᵗ = −expm1(t·log β) keeps its digits where βᵗ is near 1; √v′ by hypot, so that no square of a gradient leaves the range.
extern const Fast<contract::optimization::Adam> adam;

}  // namespace etalon::fast::optimization
