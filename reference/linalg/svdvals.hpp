#pragma once
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon::reference::linalg {

/// Approximate singular vectors by Jacobi rotations; then the theorems of Ostrowski and Weyl prove the values.
extern const Reference<contract::linalg::Svdvals> svdvals;

}  // namespace etalon::reference::linalg
