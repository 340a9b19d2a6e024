#pragma once
#include "reference/contract/linalg/graph_laplacian.hpp"

namespace etalon::reference::linalg {

/// D − W, I − D^(−½)WD^(−½) or I − D⁻¹W, entry by entry.
extern const Reference<contract::linalg::GraphLaplacian> graph_laplacian;

}  // namespace etalon::reference::linalg
