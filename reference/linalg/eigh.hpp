#pragma once
#include "reference/contract/linalg/eigh.hpp"

namespace etalon::reference::linalg {

/// Approximate eigenvectors by Jacobi rotations; then the theorems of Weyl and of Davis and Kahan prove them.
extern const Reference<contract::linalg::Eigh> eigh;

}  // namespace etalon::reference::linalg
