#pragma once
#include "reference/contract/linalg/pca.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesdd of the centred samples: nothing is squared before the variances themselves.
extern const Fast<contract::linalg::Pca> pca;

}  // namespace etalon::fast::linalg
