#pragma once
#include "reference/contract/linalg/eigvalsh.hpp"

namespace etalon::reference::linalg {

/// Approximate eigenvectors by Jacobi rotations; then Weyl's theorem proves the values.
extern const Reference<contract::linalg::Eigvalsh> eigvalsh;

}  // namespace etalon::reference::linalg
