#pragma once
#include "reference/contract/linalg/inverse_iteration.hpp"

namespace etalon::reference::linalg {

/// (A − σI)y = x by elimination in enclosures, then y/‖y‖; whether there is a y is decided without rounding.
extern const Reference<contract::linalg::InverseIterationStep> inverse_iteration_step;
/// (A − σI)⁻ᵏx₀, normalised only in the end.
extern const Reference<contract::linalg::InverseIteration> inverse_iteration;

}  // namespace etalon::reference::linalg
