#pragma once
#include "reference/contract/linalg/lstsq_min_norm.hpp"

namespace etalon::reference::linalg {

/// X = A⁺B, by its definition.
extern const Reference<contract::linalg::LstsqMinNorm> lstsq_min_norm;

}  // namespace etalon::reference::linalg
