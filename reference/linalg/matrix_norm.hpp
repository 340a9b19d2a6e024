#pragma once
#include "reference/contract/linalg/matrix_norm.hpp"

namespace etalon::reference::linalg {

/// The sums of all columns, or of all rows, and the largest of them.
extern const Reference<contract::linalg::MatrixNorm> matrix_norm;

}  // namespace etalon::reference::linalg
