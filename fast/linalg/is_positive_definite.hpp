#pragma once
#include "reference/contract/linalg/is_positive_definite.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf: definite if it finds a factor.
extern const Fast<contract::linalg::IsPositiveDefinite> is_positive_definite;

}  // namespace etalon::fast::linalg
