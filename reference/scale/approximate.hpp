#pragma once
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/number/real.hpp"

/// Decompositions in double by LAPACK: approximate starts, proved or rejected by others.
namespace etalon::reference::scale {

/// Entries times a power of two that brings the largest to about 1; what is far below becomes 0. Nothing if one is not finite.
std::optional<Tensor<double>> scaled_to_double(const Tensor<Real>& a);

/// The eigenvectors of a symmetric matrix, as columns; nothing without convergence.
std::optional<Tensor<double>> eigenvectors(Tensor<double> a);

/// V of A = UΣVᵀ, A with at least as many rows as columns, and the singular values.
struct RightVectors {
  Tensor<double> v;
  std::vector<double> sigma;
};
std::optional<RightVectors> right_vectors(const Tensor<double>& a);

}  // namespace etalon::reference::scale
