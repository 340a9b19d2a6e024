#pragma once
#include "reference/contract/linalg/qr_pivoted.hpp"

namespace etalon::reference::linalg {

/// The order of the columns by elimination of AᵀA, whose diagonal is what is left of the squares of their norms; then Gram
/// and Schmidt.
extern const Reference<contract::linalg::QrPivoted> qr_pivoted;

}  // namespace etalon::reference::linalg
