#pragma once
#include <algorithm>
#include <cmath>

#include "reference/contract/tensor.hpp"

/// Vectors and their lengths for the iterations, without overflow on the way.
namespace etalon::fast::linalg {

template <class T>
bool all_finite(const Tensor<T>& x) {
  return std::all_of(x.begin(), x.end(), [](T entry) { return std::isfinite(entry); });
}

template <class T>
bool is_zero(const Tensor<T>& x) {
  return std::all_of(x.begin(), x.end(), [](T entry) { return entry == 0; });
}

/// Ax
template <class T>
Tensor<T> times(const Tensor<T>& a, const Tensor<T>& x) {
  Tensor<T> y(Dimensions{a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) y[i] += a(i, j) * x[j];
  return y;
}

/// Brings the largest entry of x into [1/2, 1); the exponent of the power of two by which x was divided, 0 for x = 0.
template <class T>
int scale(Tensor<T>& x) {
  T largest = 0;
  for (const T entry : x) largest = std::max(largest, std::abs(entry));
  int exponent = 0;
  std::frexp(largest, &exponent);
  for (T& entry : x) entry = std::ldexp(entry, -exponent);
  return exponent;
}

/// x/‖x‖; false when x = 0.
template <class T>
bool normalize(Tensor<T>& x) {
  if (is_zero(x)) return false;
  scale(x);
  T sum = 0;
  for (const T entry : x) sum += entry * entry;
  const T length = std::sqrt(sum);
  for (T& entry : x) entry /= length;
  return true;
}

/// xᵀAx/xᵀx for x ≠ 0
template <class T>
T rayleigh_quotient(const Tensor<T>& a, Tensor<T> x) {
  scale(x);
  const Tensor<T> y = times(a, x);
  T above = 0, below = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    above += x[i] * y[i];
    below += x[i] * x[i];
  }
  return above / below;
}

template <class T>
void put_row(Tensor<T>& rows, std::int64_t k, const Tensor<T>& x) {
  std::copy(x.begin(), x.end(), rows.begin() + k * rows.shape[1]);
}

}  // namespace etalon::fast::linalg
