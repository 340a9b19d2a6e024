#pragma once
#include "reference/contract/linalg/cholesky_logdet.hpp"

namespace etalon::reference::linalg {

/// Definite by the signs of the leading minors; then the logarithm of the last of them.
extern const Reference<contract::linalg::CholeskyLogdet> cholesky_logdet;

}  // namespace etalon::reference::linalg
