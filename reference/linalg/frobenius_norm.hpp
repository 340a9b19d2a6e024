#pragma once
#include "reference/contract/linalg/frobenius_norm.hpp"

namespace etalon::reference::linalg {

/// The root of the sum of squares, as it is defined.
extern const Reference<contract::linalg::FrobeniusNorm> frobenius_norm;

}  // namespace etalon::reference::linalg
