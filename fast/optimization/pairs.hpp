#pragma once
#include <algorithm>
#include <cmath>

#include "reference/contract/tensor.hpp"

/// Vectors beside a power of two, so that no product of two of them leaves the range.
namespace etalon::fast::optimization {

/// x = 2^exponent·unit, the largest entry of unit in [1/2, 1).
template <class T>
struct Scaled {
  Tensor<T> unit;
  int exponent = 0;
};
template <class T>
Scaled<T> scaled(const T* x, std::int64_t n) {
  Scaled<T> out{Tensor<T>({n}), 0};
  T largest = 0;
  for (std::int64_t i = 0; i < n; ++i) largest = std::max(largest, std::abs(x[i]));
  if (largest > 0) std::frexp(largest, &out.exponent);
  for (std::int64_t i = 0; i < n; ++i) out.unit[i] = std::ldexp(x[i], -out.exponent);
  return out;
}
template <class T>
Scaled<T> scaled(const Tensor<T>& x) {
  return scaled(x.data.data(), static_cast<std::int64_t>(x.size()));
}

template <class T>
T dot(const Tensor<T>& x, const Tensor<T>& y) {
  T sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

}  // namespace etalon::fast::optimization
