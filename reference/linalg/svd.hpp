#pragma once
#include "reference/contract/linalg/svd.hpp"

namespace etalon::reference::linalg {

/// The proved spectrum of AᵀA; U = AV/σ, completed by a basis of the orthogonal complement.
extern const Reference<contract::linalg::Svd> svd;

}  // namespace etalon::reference::linalg
