#pragma once
#include "reference/contract/optimization/adam.hpp"

namespace etalon::reference::optimization {

/// Algorithm 1 of Kingma and Ba, line by line.
extern const Reference<contract::optimization::Adam> adam;

}  // namespace etalon::reference::optimization
