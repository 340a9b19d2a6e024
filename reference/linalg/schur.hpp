#pragma once
#include "reference/linalg/complex.hpp"
#include "reference/number/real.hpp"

namespace etalon::reference::linalg {

/// A ≈ Z·T·Zᴴ with Z unitary and T upper triangular, to within rounding at the precision of the guard; by columns.
struct Schur {
  Columns<Complex<Real>> z, t;
};

/// Hessenberg form by rotations, then the QR algorithm with Wilkinson's shifts (Golub and Van Loan 7.4 and 7.5, in complex
/// arithmetic). Approximate; it proves nothing. Throws Undecided when it does not converge.
Schur schur(const Columns<Real>& a);

/// The eigenvectors Z·x of unit norm, (T − t_kk)x = 0 by back substitution; where T has an eigenvalue twice, those of a T
/// that differs by rounding.
Columns<Complex<Real>> eigenvectors(const Schur& schur);

}  // namespace etalon::reference::linalg
