#pragma once
#include "reference/contract/linalg/slogdet.hpp"

namespace etalon::reference::linalg {

/// The logarithm of the product of the pivots; 0 is proved.
extern const Reference<contract::linalg::Slogdet> slogdet;

}  // namespace etalon::reference::linalg
