#pragma once
#include "reference/contract/linalg/spectral_radius.hpp"

namespace etalon::reference::linalg {

/// The largest modulus of the certified eigenvalues.
extern const Reference<contract::linalg::SpectralRadius> spectral_radius;

}  // namespace etalon::reference::linalg
