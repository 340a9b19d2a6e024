#pragma once
#include "reference/contract/linalg/inverse_iteration.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesv; a shift that rounding makes an eigenvalue is tried again with more digits.
extern const Fast<contract::linalg::InverseIterationStep> inverse_iteration_step;
/// That step, again and again.
extern const Fast<contract::linalg::InverseIteration> inverse_iteration;

}  // namespace etalon::fast::linalg
