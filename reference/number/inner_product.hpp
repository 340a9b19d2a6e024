#pragma once
#include <cstdint>
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/number/running_error.hpp"

namespace etalon {

/// Entries of a tensor that lie equally far apart: a row, a column, a lane.
template <class T>
struct Strided {
  const T* first;
  std::int64_t stride = 1;
  const T& operator[](std::int64_t k) const { return first[k * stride]; }
};

template <class T> Strided<T> row_of(const Tensor<T>& a, std::int64_t i) { return {a.data.data() + i * a.shape[1], 1}; }
template <class T> Strided<T> column_of(const Tensor<T>& a, std::int64_t j) { return {a.data.data() + j, a.shape[1]}; }

namespace detail {
// Without a number for each step; nothing where doubles say too little, or it is no time for them.
std::optional<Interval> product_in_hardware(std::int64_t n, Strided<Interval> a, Strided<Interval> b);
std::optional<RunningError<Interval>> product_in_hardware(std::int64_t n, Strided<RunningError<Interval>> a, Strided<RunningError<Interval>> b);
}  // namespace detail

/// Σₖ aₖbₖ of n products, added one after the other.
template <class T>
T inner_product(std::int64_t n, Strided<T> a, Strided<T> b) {
  if constexpr (requires { detail::product_in_hardware(n, a, b); })
    if (auto sum = detail::product_in_hardware(n, a, b)) return *std::move(sum);
  T sum = 0;
  for (std::int64_t k = 0; k < n; ++k) sum += a[k] * b[k];
  return sum;
}

}  // namespace etalon
