#pragma once
#include "reference/contract/linalg/nuclear_norm.hpp"

namespace etalon::reference::linalg {

/// The sum of the proved singular values.
extern const Reference<contract::linalg::NuclearNorm> nuclear_norm;

}  // namespace etalon::reference::linalg
