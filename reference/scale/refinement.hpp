#pragma once
#include <functional>
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/number/real.hpp"

namespace etalon::reference::scale {

/// Eigenvectors of a symmetric H, from those that LAPACK found in double, to `bits` bits: Ogita and Aishima (2018), with
/// clusters resolved by their projections (2019). With columns X, R = I − XᵀX, S = XᵀHX, λᵢ = sᵢᵢ/(1 − rᵢᵢ),
///     X ← X + XE,   eᵢⱼ = (sᵢⱼ + λⱼrᵢⱼ)/(λⱼ − λᵢ),   eᵢᵢ = rᵢᵢ/2,
/// converges quadratically, so that each step works with twice the bits of the one before. Where that is no small
/// correction, i and j are of one cluster: its projection, shifted and scaled, goes to LAPACK again once it stands above
/// what the cluster's subspace leaves uncertain; else only orthogonality is mended, eᵢⱼ = rᵢⱼ/2.
///
/// `project(X, bits)` returns XᵀHX to about 2^−bits of ‖H‖. Approximate, rounded to the precision of the guard, and
/// proves nothing; nothing without convergence.
using Project = std::function<Tensor<Real>(const Tensor<Real>& x, int bits)>;
std::optional<Tensor<Real>> refine_eigenvectors(const Tensor<double>& start, const Project& project, int bits);

}  // namespace etalon::reference::scale
