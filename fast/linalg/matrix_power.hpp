#pragma once
#include "reference/contract/linalg/matrix_power.hpp"

namespace etalon::fast::linalg {

/// Repeated squaring: at most 2·log₂ k products of BLAS; A⁻¹ from LAPACK's gesv.
extern const Fast<contract::linalg::MatrixPower> matrix_power;

}  // namespace etalon::fast::linalg
