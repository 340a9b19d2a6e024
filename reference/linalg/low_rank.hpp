#pragma once
#include "reference/contract/linalg/low_rank.hpp"

namespace etalon::reference::linalg {

/// The first k terms of the proved singular value decomposition, and the norms of those left out.
extern const Reference<contract::linalg::LowRank> low_rank;

}  // namespace etalon::reference::linalg
