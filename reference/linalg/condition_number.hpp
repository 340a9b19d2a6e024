#pragma once
#include "reference/contract/linalg/condition_number.hpp"

namespace etalon::reference::linalg {

/// The quotient of the proved singular values.
extern const Reference<contract::linalg::ConditionNumber> condition_number;

}  // namespace etalon::reference::linalg
