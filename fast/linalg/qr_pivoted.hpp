#pragma once
#include "reference/contract/linalg/qr_pivoted.hpp"

namespace etalon::fast::linalg {

/// LAPACK's geqp3 and orgqr.
extern const Fast<contract::linalg::QrPivoted> qr_pivoted;

}  // namespace etalon::fast::linalg
