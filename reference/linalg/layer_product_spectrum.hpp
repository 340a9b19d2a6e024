#pragma once
#include "reference/contract/linalg/layer_product_spectrum.hpp"

namespace etalon::reference::linalg {

/// The product in intervals, and the certified values of linalg.svdvals.
extern const Reference<contract::linalg::LayerProductSpectrum> layer_product_spectrum;

}  // namespace etalon::reference::linalg
