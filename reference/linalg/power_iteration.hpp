#pragma once
#include "reference/contract/linalg/power_iteration.hpp"

namespace etalon::reference::linalg {

/// Ax/‖Ax‖, as it is written.
extern const Reference<contract::linalg::PowerIterationStep> power_iteration_step;
/// Aᵏx₀/‖Aᵏx₀‖, normalised only in the end: with binary inputs Aᵏx₀ is exact at enough bits, and 0 exactly where it is 0.
extern const Reference<contract::linalg::PowerIteration> power_iteration;

}  // namespace etalon::reference::linalg
