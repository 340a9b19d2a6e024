#pragma once
#include "reference/contract/linalg/matrix_norm.hpp"

namespace etalon::fast::linalg {

/// One pass over the rows.
extern const Fast<contract::linalg::MatrixNorm> matrix_norm;

}  // namespace etalon::fast::linalg
