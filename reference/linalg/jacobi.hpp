#pragma once
#include <vector>

#include "reference/number/interval.hpp"

namespace etalon::reference::linalg {

/// A matrix by its columns.
template <class Number>
using Columns = std::vector<std::vector<Number>>;

/// V, orthogonal to within rounding, such that the columns of A·V are orthogonal to within rounding: right singular vectors
/// of A by one-sided Jacobi rotations (Hestenes 1958) at the precision of the guard. Approximate; it proves nothing.
Columns<Real> right_singular_vectors(const Columns<Real>& a);

}  // namespace etalon::reference::linalg
