#pragma once
#include "reference/contract/linalg/layer_product_spectrum.hpp"

namespace etalon::fast::linalg {

/// Products by BLAS, each layer and each product scaled by a power of two on the way: only the result can leave the range.
extern const Fast<contract::linalg::LayerProductSpectrum> layer_product_spectrum;

}  // namespace etalon::fast::linalg
