#pragma once
#include "reference/contract/linalg/lu.hpp"

namespace etalon::fast::linalg {

/// LAPACK's getrf.
extern const Fast<contract::linalg::Lu> lu;

}  // namespace etalon::fast::linalg
