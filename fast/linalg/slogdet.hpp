#pragma once
#include "reference/contract/linalg/slogdet.hpp"

namespace etalon::fast::linalg {

/// LAPACK's getrf; the logarithms of the pivots are added.
extern const Fast<contract::linalg::Slogdet> slogdet;

}  // namespace etalon::fast::linalg
