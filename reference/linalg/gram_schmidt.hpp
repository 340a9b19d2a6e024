#pragma once
#include <cstdint>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

/// Orthonormal bases, in enclosures.
namespace etalon::reference::linalg {

/// A = QR: q is m×width, r is width×n.
struct Orthogonal {
  Tensor<Interval> q, r;
};

/// Gram and Schmidt's orthonormal columns of A, and of the identity where A has too few that are independent; width is from
/// min(m, n) to m. A column of A that depends on those before it, which is proved, has r_jj = 0; its place in Q goes to a later
/// column beyond the width, or to the identity. The diagonal of R is not negative. Throws Undecided when the precision does not suffice.
Orthogonal gram_schmidt(const Tensor<Interval>& a, std::int64_t width);

}  // namespace etalon::reference::linalg
