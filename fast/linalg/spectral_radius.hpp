#pragma once
#include "reference/contract/linalg/spectral_radius.hpp"

namespace etalon::fast::linalg {

/// The largest modulus of LAPACK's eigenvalues, by hypot, which neither overflows nor underflows on the way.
extern const Fast<contract::linalg::SpectralRadius> spectral_radius;

}  // namespace etalon::fast::linalg
