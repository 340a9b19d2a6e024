#pragma once
#include "reference/contract/linalg/condition_number.hpp"

namespace etalon::fast::linalg {

/// The quotient of LAPACK's singular values.
extern const Fast<contract::linalg::ConditionNumber> condition_number;

}  // namespace etalon::fast::linalg
