#pragma once
#include "reference/contract/linalg/det.hpp"

namespace etalon::fast::linalg {

/// LAPACK's getrf; the pivots are multiplied with their exponents apart, so that nothing overflows on the way.
extern const Fast<contract::linalg::Det> det;

}  // namespace etalon::fast::linalg
