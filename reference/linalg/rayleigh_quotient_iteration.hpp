#pragma once
#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"

namespace etalon::reference::linalg {

/// r = xᵀAx/xᵀx, (A − rI)y = x by elimination in enclosures, y/‖y‖; for a start that is given, whether there is a y is decided
/// without rounding.
extern const Reference<contract::linalg::RayleighQuotientIterationStep> rayleigh_quotient_iteration_step;
/// That step, again and again.
extern const Reference<contract::linalg::RayleighQuotientIteration> rayleigh_quotient_iteration;

}  // namespace etalon::reference::linalg
