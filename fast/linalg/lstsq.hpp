#pragma once
#include "reference/contract/linalg/lstsq.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gels: Householder QR.
extern const Fast<contract::linalg::Lstsq> lstsq;

}  // namespace etalon::fast::linalg
