#pragma once
#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/jacobi.hpp"

namespace etalon::reference::linalg {

/// Enclosures of the singular values of a matrix with at least as many rows as columns, in descending order, whatever the
/// right singular vectors V are; wide if these are bad, and Undecided where they are useless.
///
/// With any V, and W as near to AV as rounding allows, W's columns split into N, whose norms are well above rounding, and the
/// rest R; to these belong the columns Δ and Δ′ of AV − W:
///     σᵢ(N + Δ) = dᵢ·(√(1 ± α) ± δ)    Ostrowski; d the norms of N in descending order, N·diag(d)⁻¹ of orthogonality defect α,
///                                      Δ·diag(d)⁻¹ of norm δ
///     σᵢ(AV) = σᵢ([N + Δ  0]) ± ‖R + Δ′‖_F   Weyl
///     σᵢ(A) = σᵢ(AV)/√(1 ± β)          Ostrowski; β the orthogonality defect of V
std::vector<Interval> proved_singular_values(const Tensor<Interval>& a, const Columns<Real>& approximate);

}  // namespace etalon::reference::linalg
