#pragma once
#include "reference/contract/linalg/lu_solve.hpp"

namespace etalon::fast::linalg {

/// LAPACK's getrf and getrs.
extern const Fast<contract::linalg::LuSolve> lu_solve;

}  // namespace etalon::fast::linalg
