#pragma once
#include "reference/contract/linalg/pca.hpp"

namespace etalon::reference::linalg {

/// The proved singular system of n(X − 1μᵀ), whose entries are sums of those of X, without a quotient.
extern const Reference<contract::linalg::Pca> pca;

}  // namespace etalon::reference::linalg
