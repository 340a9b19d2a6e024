#pragma once
#include "reference/contract/linalg/spectral_norm.hpp"

namespace etalon::reference::linalg {

/// The first of the proved singular values.
extern const Reference<contract::linalg::SpectralNorm> spectral_norm;

}  // namespace etalon::reference::linalg
