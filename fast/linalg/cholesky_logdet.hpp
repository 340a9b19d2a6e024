#pragma once
#include "reference/contract/linalg/cholesky_logdet.hpp"

namespace etalon::fast::linalg {

/// LAPACK's potrf; the logarithms of the diagonal are added.
extern const Fast<contract::linalg::CholeskyLogdet> cholesky_logdet;

}  // namespace etalon::fast::linalg
