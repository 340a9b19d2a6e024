#pragma once
#include <optional>
#include <vector>

#include "reference/contract/tensor.hpp"
#include "reference/number/real.hpp"

/// A = QΛQᵀ of large symmetric matrices: LAPACK, refinement over exact products, and a proof.
namespace etalon::reference::scale {

/// The eigenvectors of a symmetric matrix, as columns, to the precision of the guard. Approximate, and proves nothing; nothing
/// without convergence.
std::optional<Tensor<Real>> eigenvectors(const Tensor<Real>& a);

/// Eigenvalues first ≤ i < last that were told apart from all others, though maybe not from each other.
struct Cluster {
  std::int64_t first, last;
};

struct Eigensystem {
  std::vector<Interval> values;        ///< enclosures, ascending
  Tensor<Real> vectors;                ///< columns, in the same order
  std::vector<Cluster> clusters;       ///< ascending
  std::vector<Interval> vector_error;  ///< for each cluster: some orthonormal basis of its exact invariant subspace is, column by column, no farther from its vectors
  Interval residual, orthogonality;    ///< ‖Ê‖_F and ‖QᵀQ − I‖_F, upper bounds, see below
};

/// Proves what approximate eigenvectors of any origin are good for. With QᵀAQ = D + E and ‖QᵀQ − I‖_F ≤ β ≤ ½, the orthogonal
/// U nearest to Q has UᵀAU = D + Ê and ‖U − Q‖ ≤ β, ‖Ê‖_F ≤ β(2 + β)‖D‖_F + (1 + β)²‖E‖_F = ε. Weyl: λᵢ = dᵢ ± ε. Davis and Kahan
/// (1970): sin Θ ≤ ε/δ for a cluster with a gap δ between its dᵢ and the other λⱼ. Throws Undecided when β is larger.
Eigensystem proved_eigensystem(const Tensor<Interval>& a, const Tensor<Real>& approximate);

/// The same from eigenvectors(); throws Undecided where these do not converge.
Eigensystem eigensystem(const Tensor<Interval>& a);

}  // namespace etalon::reference::scale
