#pragma once
#include "reference/contract/optimization/newton_root.hpp"

namespace etalon::reference::optimization {

/// x − f(x)/f′(x), as it is written.
extern const Reference<contract::optimization::NewtonRootStep> newton_root_step;
/// The iterates in the mean-value form; the limit proved by a neighbourhood that the iteration contracts.
extern const Reference<contract::optimization::NewtonRoot> newton_root;

}  // namespace etalon::reference::optimization
