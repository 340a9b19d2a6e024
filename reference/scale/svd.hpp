#pragma once
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/number/real.hpp"

namespace etalon::reference::scale {

/// V of A = UΣVᵀ, A with at least as many rows as columns, as columns, such that those of AV are orthogonal to the precision
/// of the guard: the eigenvectors of AᵀA from LAPACK's V, refined over exact products at as many more bits as A's condition
/// takes. Approximate, and proves nothing; nothing without convergence.
std::optional<Tensor<Real>> right_singular_vectors(const Tensor<Real>& a);

}  // namespace etalon::reference::scale
