#pragma once
#include "reference/contract/linalg/spectral_clustering.hpp"

namespace etalon::reference::linalg {

/// Lloyd's steps on proved rows: every comparison of two distances is decided, or the precision rises. An exact tie stays undecided.
extern const Reference<contract::linalg::SpectralClustering> spectral_clustering;

}  // namespace etalon::reference::linalg
