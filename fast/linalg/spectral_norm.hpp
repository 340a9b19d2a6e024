#pragma once
#include "reference/contract/linalg/spectral_norm.hpp"

namespace etalon::fast::linalg {

/// The first of LAPACK's singular values.
extern const Fast<contract::linalg::SpectralNorm> spectral_norm;

}  // namespace etalon::fast::linalg
