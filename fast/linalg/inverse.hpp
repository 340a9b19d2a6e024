#pragma once
#include "reference/contract/linalg/inverse.hpp"

namespace etalon::fast::linalg {

/// LAPACK's getrf and getri.
extern const Fast<contract::linalg::Inverse> inverse;

}  // namespace etalon::fast::linalg
