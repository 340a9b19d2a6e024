#pragma once
#include "reference/contract/linalg/tensorinv.hpp"

namespace etalon::reference::linalg {

/// Row-major, the unfolding is a change of shape alone: linalg.inverse.
extern const Reference<contract::linalg::Tensorinv> tensorinv;

}  // namespace etalon::reference::linalg
