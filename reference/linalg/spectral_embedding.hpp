#pragma once
#include "reference/contract/linalg/spectral_embedding.hpp"
#include "reference/linalg/spectral.hpp"

namespace etalon::reference::linalg {

/// The whole spectrum of the Laplacian, unless the weights are not symmetric: C2.
Result<Spectrum> laplacian_spectrum(const Tensor<Interval>& w, contract::linalg::SpectralEmbedding::Variant variant);

/// The rows i of the first k eigenvectors, scaled to length 1. Throws Undecided where a row may be 0, unless it is certainly.
Columns<Interval> unit_rows(const Spectrum& spectrum, std::size_t k);

}  // namespace etalon::reference::linalg
