#pragma once
#include "reference/contract/linalg/matrix_norm.hpp"

namespace etalon::fast::linalg {

/// The sums of all columns, or of all rows, and the largest of them.
extern const Fast<contract::linalg::MatrixNorm> matrix_norm;

}  // namespace etalon::fast::linalg
