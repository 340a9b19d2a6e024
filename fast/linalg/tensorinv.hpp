#pragma once
#include "reference/contract/linalg/tensorinv.hpp"

namespace etalon::fast::linalg {

/// Row-major, the unfolding is a change of shape alone: linalg.inverse.
extern const Fast<contract::linalg::Tensorinv> tensorinv;

}  // namespace etalon::fast::linalg
