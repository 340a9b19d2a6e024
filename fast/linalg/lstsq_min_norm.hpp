#pragma once
#include "reference/contract/linalg/lstsq_min_norm.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gelsd: divide and conquer, without forming A⁺.
extern const Fast<contract::linalg::LstsqMinNorm> lstsq_min_norm;

}  // namespace etalon::fast::linalg
