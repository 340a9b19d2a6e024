#pragma once
#include "reference/contract/linalg/compression_ratio.hpp"

namespace etalon::fast::linalg {

extern const Fast<contract::linalg::CompressionRatio> compression_ratio;

}  // namespace etalon::fast::linalg
