#pragma once
#include "reference/contract/linalg/power_iteration.hpp"

namespace etalon::fast::linalg {

/// Ax, scaled by a power of two before its length is taken.
extern const Fast<contract::linalg::PowerIterationStep> power_iteration_step;
/// That step, again and again.
extern const Fast<contract::linalg::PowerIteration> power_iteration;

}  // namespace etalon::fast::linalg
