#pragma once
#include "reference/contract/linalg/matrix_norm.hpp"

namespace etalon::reference::linalg {

/// The largest sum of absolute values.
extern const Reference<contract::linalg::MatrixNorm> matrix_norm;

}  // namespace etalon::reference::linalg
