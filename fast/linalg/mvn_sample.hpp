#pragma once
#include "reference/contract/linalg/mvn_sample.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf, and the product by rows.
extern const Fast<contract::linalg::MvnSample> mvn_sample;

}  // namespace etalon::fast::linalg
