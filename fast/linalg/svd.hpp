#pragma once
#include "reference/contract/linalg/svd.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesdd, or gesvd where that does not converge. LAPACK scales what would overflow or underflow by itself.
extern const Fast<contract::linalg::Svd> svd;

}  // namespace etalon::fast::linalg
