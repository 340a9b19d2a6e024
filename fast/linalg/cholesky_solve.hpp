#pragma once
#include "reference/contract/linalg/cholesky_solve.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf and potrs.
extern const Fast<contract::linalg::CholeskySolve> cholesky_solve;

}  // namespace etalon::fast::linalg
