#pragma once
#include "reference/contract/linalg/graph_laplacian.hpp"

namespace etalon::fast::linalg {

/// The diagonal as the sum of the other weights: nothing cancels, whatever the loops.
extern const Fast<contract::linalg::GraphLaplacian> graph_laplacian;

}  // namespace etalon::fast::linalg
