#pragma once
#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesv. Close to an eigenvector the matrix is singular to within rounding: a pivot of 0 is then replaced by a tiny one,
/// and the solution has the right direction all the same (Parlett 4.3). Only an exact eigenvector is refused.
extern const Fast<contract::linalg::RayleighQuotientIterationStep> rayleigh_quotient_iteration_step;
/// That step, again and again; a state that has become an eigenvector stays.
extern const Fast<contract::linalg::RayleighQuotientIteration> rayleigh_quotient_iteration;

}  // namespace etalon::fast::linalg
