#pragma once
#include "reference/contract/linalg/spectral_clustering.hpp"

namespace etalon::fast::linalg {

/// Lloyd's steps on the rows of linalg.spectral_embedding. Refuses a gap that rounding does not tell from 0.
extern const Fast<contract::linalg::SpectralClustering> spectral_clustering;

}  // namespace etalon::fast::linalg
