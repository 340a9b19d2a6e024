#pragma once
#include <cmath>
#include <limits>

#include "reference/contract/tensor.hpp"

namespace etalon::verify {

/// Every entry with half of the bits.
template <class T>
void halve_precision(Tensor<T>& x) {
  const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
  for (T& entry : x) entry = entry * splitter - (entry * splitter - entry);
}

/// Every entry off by half of the digits.
template <class T>
void shift_by_half_precision(Tensor<T>& x) {
  for (T& entry : x) entry += entry * std::sqrt(std::numeric_limits<T>::epsilon());
}

/// Aᵀ of a square matrix of this order, whatever axes its entries have.
template <class T>
void transpose_square(Tensor<T>& a, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) std::swap(a[i * n + j], a[j * n + i]);
}

}  // namespace etalon::verify
