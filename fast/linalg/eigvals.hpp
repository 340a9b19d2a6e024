#pragma once
#include "reference/contract/linalg/eigvals.hpp"

namespace etalon::fast::linalg {

/// LAPACK's geevx without vectors, permuted but not balanced; see fast/linalg/eig.hpp.
extern const Fast<contract::linalg::Eigvals> eigvals;

}  // namespace etalon::fast::linalg
