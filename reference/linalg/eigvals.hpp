#pragma once
#include "reference/contract/linalg/eigvals.hpp"

namespace etalon::reference::linalg {

/// As linalg.eig, without the vectors.
extern const Reference<contract::linalg::Eigvals> eigvals;

}  // namespace etalon::reference::linalg
