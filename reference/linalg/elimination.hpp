#pragma once
#include <cstdint>
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

/// Bareiss' fraction-free elimination: every intermediate is a minor of the matrix. With binary inputs each is a binary
/// fraction, so that nothing rounds at enough bits, and the sign of a minor is decided even where it is 0.
namespace etalon::reference::linalg {

/// The order of the first leading principal minor of the symmetric matrix with this lower triangle that is not positive;
/// 0 when it is positive definite. Throws Undecided when the precision does not suffice.
std::int64_t first_nonpositive_minor(const Tensor<Interval>& lower);

/// The rank, proved at whatever precision it takes; nothing when the entries are not points, or it takes too much.
std::optional<std::int64_t> exact_rank(const Tensor<Interval>& a);

}  // namespace etalon::reference::linalg
