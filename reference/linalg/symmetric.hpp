#pragma once
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

/// A symmetric matrix, given by its lower triangle.
namespace etalon::reference::linalg {

inline bool lower_is_finite(const Tensor<Interval>& a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j <= i; ++j)
      if (!a(i, j).is_finite()) return false;
  return true;
}

/// The lower triangle, and what it says of the upper one.
template <class T>
Tensor<T> symmetric(const Tensor<T>& lower) {
  Tensor<T> a = lower;
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = a(j, i);
  return a;
}

}  // namespace etalon::reference::linalg
