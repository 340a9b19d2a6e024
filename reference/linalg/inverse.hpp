#pragma once
#include "reference/contract/linalg/inverse.hpp"

namespace etalon::reference::linalg {

/// The systems AX = I by elimination; singular is proved, not suspected.
extern const Reference<contract::linalg::Inverse> inverse;

}  // namespace etalon::reference::linalg
