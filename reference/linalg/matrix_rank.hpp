#pragma once
#include "reference/contract/linalg/matrix_rank.hpp"

namespace etalon::reference::linalg {

/// Counts the proved singular values; without a tolerance, the exact rank by elimination.
extern const Reference<contract::linalg::MatrixRank> matrix_rank;

}  // namespace etalon::reference::linalg
