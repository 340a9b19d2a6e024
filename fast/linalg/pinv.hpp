#pragma once
#include "reference/contract/linalg/pinv.hpp"

namespace etalon::fast::linalg {

/// V·Σ⁺·Uᵀ of LAPACK's singular value decomposition, in one product of BLAS.
extern const Fast<contract::linalg::Pinv> pinv;

}  // namespace etalon::fast::linalg
