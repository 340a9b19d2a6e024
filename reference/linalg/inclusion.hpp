#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/linalg/complex.hpp"

/// A matrix as nearly diagonal as its eigenvectors allow, with proof: V⁻¹AV = Λ + E.
namespace etalon::reference::linalg {

using Enclosure = Complex<Interval>;
using Matrix = Tensor<Interval>;
using Bounds = std::vector<Interval>;

struct ComplexMatrix {
  Matrix re, im;
  Interval modulus(std::size_t i, std::size_t j) const { return sqrt(square(re(i, j)) + square(im(i, j))).magnitude(); }
};

struct Inclusion {
  std::vector<Enclosure> lambda;  ///< points
  ComplexMatrix v;                ///< points
  Matrix e;                       ///< |E| is no larger
  Bounds radius;                  ///< row sums of |E|: Gershgorin's discs
  Bounds inverse_row;             ///< ‖row of V⁻¹‖₂ is no larger
  Interval defect;                ///< ‖I − WV‖_∞
  std::size_t size() const { return lambda.size(); }
};

/// ‖x‖₂, from above.
Interval norm_bound(const Bounds& x);

/// Throws Undecided where the eigenvectors are too close to dependent.
Inclusion include(const Matrix& a);

}  // namespace etalon::reference::linalg
