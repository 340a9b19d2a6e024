#pragma once
#include "reference/contract/linalg/eig.hpp"

namespace etalon::reference::linalg {

/// Approximations by the QR algorithm, proved by the discs of V⁻¹AV; repeated eigenvalues by exact elimination (spectrum.hpp).
/// In the order of Re λ + Im λ/(2²⁰π); the first entry of v with |vᵢ|² ≥ 1/(πn) is positive.
extern const Reference<contract::linalg::Eig> eig;

}  // namespace etalon::reference::linalg
