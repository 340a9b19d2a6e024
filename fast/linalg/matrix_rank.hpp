#pragma once
#include "reference/contract/linalg/matrix_rank.hpp"

namespace etalon::fast::linalg {

/// Counts LAPACK's singular values.
extern const Fast<contract::linalg::MatrixRank> matrix_rank;

}  // namespace etalon::fast::linalg
