#pragma once
#include "reference/contract/linalg/compression_ratio.hpp"

namespace etalon::reference::linalg {

extern const Reference<contract::linalg::CompressionRatio> compression_ratio;

}  // namespace etalon::reference::linalg
