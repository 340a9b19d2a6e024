#pragma once
#include "reference/linalg/matrix.hpp"

/// What a Cholesky factor L of A = LLᵀ serves for, over any number.
namespace etalon::reference::linalg {

/// L⁻¹B, from the first row down.
template <class T>
Tensor<T> solve_lower(const Tensor<T>& l, Tensor<T> b) {
  for (std::int64_t i = 0; i < b.shape[0]; ++i)
    for (std::int64_t j = 0; j < b.shape[1]; ++j) {
      for (std::int64_t k = 0; k < i; ++k) b(i, j) -= l(i, k) * b(k, j);
      b(i, j) /= l(i, i);
    }
  return b;
}

/// L⁻ᵀB, from the last row up.
template <class T>
Tensor<T> solve_lower_transposed(const Tensor<T>& l, Tensor<T> b) {
  for (std::int64_t i = b.shape[0]; i-- > 0;)
    for (std::int64_t j = 0; j < b.shape[1]; ++j) {
      for (std::int64_t k = i + 1; k < b.shape[0]; ++k) b(i, j) -= l(k, i) * b(k, j);
      b(i, j) /= l(i, i);
    }
  return b;
}

/// A⁻¹ = L⁻ᵀL⁻¹; L⁻¹ is 0 above its diagonal.
template <class T>
Tensor<T> inverse_from_factor(const Tensor<T>& l) {
  const std::int64_t n = l.shape[0];
  const Tensor<T> m = solve_lower(l, identity<T>(n));
  Tensor<T> inverse({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      T sum = 0;
      for (std::int64_t k = i; k < n; ++k) sum += m(k, i) * m(k, j);
      inverse(i, j) = inverse(j, i) = sum;
    }
  return inverse;
}

/// The gradient by the lower triangle of a symmetric A, whose entries stand for two each, where Σ s_ij·da_ij is the change:
/// s_ij + s_ji below the diagonal, s_ii on it, 0 above.
template <class T>
Tensor<T> folded(const Tensor<T>& s) {
  const std::int64_t n = s.shape[0];
  Tensor<T> g = zeros<T>(n, n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) g(i, j) = i == j ? s(i, i) : s(i, j) + s(j, i);
  return g;
}

}  // namespace etalon::reference::linalg
