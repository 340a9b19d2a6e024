#pragma once
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/linalg/vectors.hpp"

namespace etalon::reference::linalg {

/// A basis of {x : Mx = 0}, one vector for each column without a pivot in the reduced echelon form, proved at whatever
/// precision it takes; nothing when the entries are not points, or it takes too much.
std::optional<Columns<Interval>> null_space(const Tensor<Interval>& m);

/// (A − cI)ᵏ without any rounding; nothing when the entries or c are not points.
std::optional<Tensor<Interval>> shifted_power(const Tensor<Interval>& a, const Interval& c, std::int64_t k);

}  // namespace etalon::reference::linalg
