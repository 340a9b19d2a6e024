#pragma once
#include "reference/contract/linalg/low_rank.hpp"

namespace etalon::fast::linalg {

/// The first k terms of LAPACK's singular value decomposition, in one product of BLAS.
extern const Fast<contract::linalg::LowRank> low_rank;

}  // namespace etalon::fast::linalg
