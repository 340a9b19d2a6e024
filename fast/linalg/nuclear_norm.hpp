#pragma once
#include "reference/contract/linalg/nuclear_norm.hpp"

namespace etalon::fast::linalg {

/// The sum of LAPACK's singular values.
extern const Fast<contract::linalg::NuclearNorm> nuclear_norm;

}  // namespace etalon::fast::linalg
