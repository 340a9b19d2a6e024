#pragma once
#include "reference/contract/linalg/spectral_embedding.hpp"

namespace etalon::fast::linalg {

/// LAPACK's syevd of the Laplacian.
extern const Fast<contract::linalg::SpectralEmbedding> spectral_embedding;

}  // namespace etalon::fast::linalg
