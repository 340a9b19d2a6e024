#pragma once
#include "reference/contract/linalg/multi_dot.hpp"

namespace etalon::reference::linalg {

/// From the left; the best order by the recurrence of dynamic programming.
extern const Reference<contract::linalg::MultiDot> multi_dot;

}  // namespace etalon::reference::linalg
