#pragma once
#include "reference/contract/linalg/matrix_power.hpp"

namespace etalon::reference::linalg {

/// A·A⋯A, one factor after the other; A⁻¹ by Gauss and Jordan's elimination.
extern const Reference<contract::linalg::MatrixPower> matrix_power;

}  // namespace etalon::reference::linalg
