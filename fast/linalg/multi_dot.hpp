#pragma once
#include "reference/contract/linalg/multi_dot.hpp"

namespace etalon::fast::linalg {

/// BLAS, in the order of the fewest multiplications.
extern const Fast<contract::linalg::MultiDot> multi_dot;

}  // namespace etalon::fast::linalg
