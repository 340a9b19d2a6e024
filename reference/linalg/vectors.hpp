#pragma once
#include <algorithm>
#include <vector>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

/// What the iterations for eigenvectors say of vectors: tensors of rank 1, over any number.
namespace etalon::reference::linalg {

/// A matrix by its columns.
template <class Number>
using Columns = std::vector<std::vector<Number>>;

/// Is x = 0? Throws Undecided where the enclosures do not tell.
template <class T>
bool all_zero(const Tensor<T>& x) {
  bool unknown = false;
  for (const T& entry : x) {
    const Ternary zero = entry == T(0);
    if (zero.certainly_not()) return false;
    unknown = unknown || zero.is_unknown();
  }
  if (unknown) throw Undecided{"is the vector 0?"};
  return true;
}

template <class T>
T dot(const Tensor<T>& x, const Tensor<T>& y) {
  T sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// Ax
template <class T>
Tensor<T> times(const Tensor<T>& a, const Tensor<T>& x) {
  Tensor<T> y(Dimensions{a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i) {
    T sum = 0;
    for (std::int64_t j = 0; j < a.shape[1]; ++j) sum += a(i, j) * x[j];
    y[i] = sum;
  }
  return y;
}

/// x/length
template <class T>
Tensor<T> over(const Tensor<T>& x, const T& length) {
  return map(x, [&](const T& entry) { return entry / length; });
}

/// xᵀAx/xᵀx
template <class T>
T rayleigh_quotient(const Tensor<T>& a, const Tensor<T>& x) {
  return dot(x, times(a, x)) / dot(x, x);
}

template <class T>
void put_row(Tensor<T>& rows, std::int64_t k, const Tensor<T>& x) {
  std::copy(x.begin(), x.end(), rows.begin() + k * rows.shape[1]);
}
template <class T>
Tensor<T> row(const Tensor<T>& rows, std::int64_t k) {
  const auto first = rows.begin() + k * rows.shape[1];
  return Tensor<T>({rows.shape[1]}, {first, first + rows.shape[1]});
}

}  // namespace etalon::reference::linalg
