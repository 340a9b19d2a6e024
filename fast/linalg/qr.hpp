#pragma once
#include "reference/contract/linalg/qr.hpp"

namespace etalon::fast::linalg {

/// LAPACK's geqrf and orgqr.
extern const Fast<contract::linalg::Qr> qr;

}  // namespace etalon::fast::linalg
