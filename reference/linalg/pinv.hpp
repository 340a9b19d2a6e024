#pragma once
#include "reference/contract/linalg/pinv.hpp"

namespace etalon::reference::linalg {

/// Term by term of the proved singular value decomposition.
extern const Reference<contract::linalg::Pinv> pinv;

}  // namespace etalon::reference::linalg
