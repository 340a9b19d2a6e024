#pragma once
#include <cstdint>
#include <vector>

#include "reference/contract/tensor.hpp"
#include "reference/number/elementary.hpp"

/// Matrices over any number, as the textbook writes them.
namespace etalon::reference::linalg {

template <class T>
Tensor<Interval> enclosures(const Tensor<T>& a) {
  return map(a, [](const T& x) -> Interval { return enclosure(x); });
}

template <class T>
Tensor<T> zeros(std::int64_t m, std::int64_t n) {
  return Tensor<T>({m, n}, std::vector<T>(static_cast<std::size_t>(m * n), T(0)));
}
template <class T>
Tensor<T> identity(std::int64_t n) {
  Tensor<T> one = zeros<T>(n, n);
  for (std::int64_t i = 0; i < n; ++i) one(i, i) = T(1);
  return one;
}
template <class T>
Tensor<T> transposed(const Tensor<T>& a) {
  Tensor<T> t({a.shape[1], a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) t(j, i) = a(i, j);
  return t;
}
template <class T>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
  Tensor<T> c = zeros<T>(a.shape[0], b.shape[1]);
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < b.shape[1]; ++j) {
      T sum = 0;
      for (std::int64_t k = 0; k < a.shape[1]; ++k) sum += a(i, k) * b(k, j);
      c(i, j) = sum;
    }
  return c;
}
template <class T>
Tensor<T> negated(const Tensor<T>& a) {
  return map(a, [](const T& x) -> T { return -x; });
}

}  // namespace etalon::reference::linalg
