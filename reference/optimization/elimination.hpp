#pragma once
#include <optional>

#include "reference/contract/tensor.hpp"

namespace etalon::reference::optimization {

/// The solution of ax = b by Gauss's elimination without exchanges, as a positive definite a allows: its pivots are positive, and
/// only then is it one. Nothing otherwise.
template <class T>
std::optional<Tensor<T>> solve(Tensor<T> a, Tensor<T> b) {
  const std::int64_t n = a.shape[0];
  const auto entry = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  for (std::int64_t k = 0; k < n; ++k) {
    if (a(k, k) <= 0) return std::nullopt;
    for (std::int64_t i = k + 1; i < n; ++i) {
      const T factor = a(i, k) / a(k, k);
      for (std::int64_t j = k + 1; j < n; ++j) a(i, j) = a(i, j) - factor * a(k, j);
      b[entry(i)] = b[entry(i)] - factor * b[entry(k)];
    }
  }
  for (std::int64_t k = n; k-- > 0;) {
    for (std::int64_t j = k + 1; j < n; ++j) b[entry(k)] = b[entry(k)] - a(k, j) * b[entry(j)];
    b[entry(k)] = b[entry(k)] / a(k, k);
  }
  return b;
}

}  // namespace etalon::reference::optimization
