#pragma once
#include "reference/contract/linalg/tensorsolve.hpp"

namespace etalon::fast::linalg {

/// Row-major, the unfolding is a change of shape alone: linalg.lu_solve with one right side.
extern const Fast<contract::linalg::Tensorsolve> tensorsolve;

}  // namespace etalon::fast::linalg
