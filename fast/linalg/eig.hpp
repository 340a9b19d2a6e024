#pragma once
#include "reference/contract/linalg/eig.hpp"

namespace etalon::fast::linalg {

/// LAPACK's geevx, without scaling: balancing makes rows and columns equal in size, and can make the backward error large
/// beside ‖A‖ (Watkins, A case where balancing is harmful, 2006); only permutations are done.
extern const Fast<contract::linalg::Eig> eig;

}  // namespace etalon::fast::linalg
