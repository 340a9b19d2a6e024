#pragma once
#include "reference/contract/linalg/eigvalsh.hpp"

namespace etalon::fast::linalg {

/// LAPACK's syevd, or syevr where that does not converge. LAPACK scales what would overflow or underflow by itself.
extern const Fast<contract::linalg::Eigvalsh> eigvalsh;

}  // namespace etalon::fast::linalg
