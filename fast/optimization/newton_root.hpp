#pragma once
#include "reference/contract/optimization/newton_root.hpp"

namespace etalon::fast::optimization {

/// The step of each function brought to one fraction, scaled: nothing cancels, nothing overflows on the way.
extern const Fast<contract::optimization::NewtonRootStep> newton_root_step;
/// That step, again and again.
extern const Fast<contract::optimization::NewtonRoot> newton_root;

}  // namespace etalon::fast::optimization
