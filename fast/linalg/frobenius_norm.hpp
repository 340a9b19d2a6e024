#pragma once
#include "reference/contract/linalg/frobenius_norm.hpp"

namespace etalon::fast::linalg {

/// One pass where no square can leave the range; else scaled by a power of two, which rounds nothing.
extern const Fast<contract::linalg::FrobeniusNorm> frobenius_norm;

}  // namespace etalon::fast::linalg
