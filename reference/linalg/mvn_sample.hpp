#pragma once
#include "reference/contract/linalg/mvn_sample.hpp"

namespace etalon::reference::linalg {

/// μ + Lz with the factor of linalg.cholesky.
extern const Reference<contract::linalg::MvnSample> mvn_sample;

}  // namespace etalon::reference::linalg
