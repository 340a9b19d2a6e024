#pragma once
#include "reference/contract/linalg/det.hpp"

namespace etalon::reference::linalg {

/// The product of the pivots of linalg/gauss; 0 is proved.
extern const Reference<contract::linalg::Det> det;

}  // namespace etalon::reference::linalg
