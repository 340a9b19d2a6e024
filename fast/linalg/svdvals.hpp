#pragma once
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon::fast::linalg {

/// LAPACK's gesdd, or gesvd where that does not converge. LAPACK scales what would overflow or underflow by itself.
extern const Fast<contract::linalg::Svdvals> svdvals;

}  // namespace etalon::fast::linalg
