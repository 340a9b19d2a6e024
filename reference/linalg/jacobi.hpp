#pragma once
#include "reference/linalg/vectors.hpp"
#include "reference/number/real.hpp"

namespace etalon::reference::linalg {

/// V, orthogonal to within rounding, such that the columns of A·V are orthogonal to within rounding: right singular vectors
/// of A at the precision of the guard. Approximate; it proves nothing. Small matrices, and those on which the other way does
/// not converge, by one-sided Jacobi rotations (Hestenes 1958); others by refinement over exact products, reference/scale.
Columns<Real> right_singular_vectors(const Columns<Real>& a);
Columns<Real> right_singular_vectors_by_rotations(const Columns<Real>& a);

}  // namespace etalon::reference::linalg
