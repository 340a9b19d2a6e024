#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/linalg/complex.hpp"

namespace etalon::reference::linalg {

/// `count` eigenvalues that are equal, or that the precision does not tell apart.
struct Eigenvalues {
  Complex<Interval> lambda;         ///< holds each of them
  std::int64_t count = 1;
  bool semisimple = false;          ///< proved: all are equal, with as many independent eigenvectors
  Columns<Complex<Interval>> v;     ///< eigenvectors of norm 1; enclosures that say nothing around an approximation where none is proved
  Interval projector;               ///< no less than ‖P‖₂, P the spectral projector; for one eigenvalue its condition number
};

/// All eigenvalues of the real square matrix, n counting each as often as it occurs, in the order of Re λ + Im λ/(2²⁰π): by
/// real part, ties by imaginary part. π keeps different algebraic numbers from being equal in it. Real eigenvalues that
/// stand alone are proved real, and so are their eigenvectors; the others come in conjugate pairs.
///
/// The phase of an eigenvector: its first entry with |vᵢ|² ≥ 1/(πn) is positive. Throws Undecided.
std::vector<Eigenvalues> spectrum(const Tensor<Interval>& a);

}  // namespace etalon::reference::linalg
