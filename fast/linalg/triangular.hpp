#pragma once
#include <utility>

#include "reference/contract/tensor.hpp"

/// What a Cholesky factor L serves for, by rows.
namespace etalon::fast::linalg {

/// L⁻ᵀB in place of B, from the last row up: whole rows at a time.
template <class T>
void solve_lower_transposed(const Tensor<T>& l, Tensor<T>& b) {
  const std::int64_t sides = b.shape[1];
  for (std::int64_t i = b.shape[0]; i-- > 0;) {
    for (std::int64_t j = 0; j < sides; ++j) b(i, j) /= l(i, i);
    for (std::int64_t k = 0; k < i; ++k)
      for (std::int64_t j = 0; j < sides; ++j) b(k, j) -= l(i, k) * b(i, j);
  }
}

/// By the entries of the lower triangle, which stand for two each: S + Sᵀ below the diagonal, S on it, 0 above. In place.
template <class T>
void fold(Tensor<T>& s) {
  for (std::int64_t i = 0; i < s.shape[0]; ++i)
    for (std::int64_t j = 0; j < i; ++j) s(i, j) += std::exchange(s(j, i), T(0));
}

}  // namespace etalon::fast::linalg
