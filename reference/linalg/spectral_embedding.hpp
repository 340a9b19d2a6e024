#pragma once
#include "reference/contract/linalg/spectral_embedding.hpp"
#include "reference/linalg/spectral.hpp"

namespace etalon::reference::linalg {

/// The proved spectrum of the Laplacian, and its kernel in closed form, a vector for each component.
extern const Reference<contract::linalg::SpectralEmbedding> spectral_embedding;

/// The whole spectrum of the Laplacian of valid weights.
Spectrum laplacian_spectrum(const Tensor<Interval>& w, contract::linalg::SpectralEmbedding::Variant variant);

/// The rows i of the first k eigenvectors, scaled to length 1. Throws Undecided where a row may be 0, unless it is certainly.
Columns<Interval> unit_rows(const Spectrum& spectrum, std::size_t k);

}  // namespace etalon::reference::linalg
