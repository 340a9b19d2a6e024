#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::reference::linalg {

/// y with (A − σI)y = x by elimination. Throws Undecided when a pivot is not told from 0.
Tensor<Interval> shifted_solve(const Tensor<Interval>& a, const Interval& shift, const Tensor<Interval>& x);

/// Is A − (p/q)I singular, q > 0? Proved without rounding at whatever precision it takes; false when p, q or an entry is no point.
bool is_singular(const Tensor<Interval>& a, const Interval& p, const Interval& q);

}  // namespace etalon::reference::linalg
