#pragma once
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf, in the output's own memory.
extern const Fast<contract::linalg::Cholesky> cholesky;

}  // namespace etalon::fast::linalg
