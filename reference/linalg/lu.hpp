#pragma once
#include "reference/contract/linalg/lu.hpp"

namespace etalon::reference::linalg {

/// Elimination by the book; the choice of every pivot is proved.
extern const Reference<contract::linalg::Lu> lu;

}  // namespace etalon::reference::linalg
