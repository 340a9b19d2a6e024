#pragma once
#include "reference/contract/linalg/is_positive_definite.hpp"

namespace etalon::reference::linalg {

/// Sylvester's criterion, every minor in fraction-free elimination.
extern const Reference<contract::linalg::IsPositiveDefinite> is_positive_definite;

}  // namespace etalon::reference::linalg
