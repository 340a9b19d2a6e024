#pragma once
#include <cmath>
#include <vector>

#include "fast/backend/finite.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/windows.hpp"

namespace etalon::fast::nn {

/// x̄ as `scatter(x̄, ȳ)` adds it up; where a sum overflows on its way, of smaller ȳ.
template <class T, class W, class F>
Tensor<T> scattered(const Dimensions& shape, Tensor<T> cotangent, const W& windows, F scatter) {
  Tensor<T> grad_x(shape);
  scatter(grad_x, cotangent);
  if (backend::all_finite(grad_x.data) || !backend::all_finite(cotangent.data)) return grad_x;
  const int shift = std::ilogb(static_cast<T>(windows.most_at_entry())) + 1;
  for (T& c : cotangent) c = std::ldexp(c, -shift);
  Tensor<T> smaller(shape);
  scatter(smaller, cotangent);
  for (std::size_t i = 0; i < grad_x.size(); ++i)
    if (!std::isfinite(grad_x[i])) grad_x[i] = std::ldexp(smaller[i], shift);
  return grad_x;
}

/// The first of the largest in window o: none of those after it exceeds it.
template <class T, class W>
std::size_t first_largest(const Tensor<T>& x, const W& windows, std::size_t o) {
  std::size_t best = x.size();
  windows.for_each_entry(o, [&](std::size_t i) {
    if (best == x.size() || x[i] > x[best]) best = i;
  });
  return best;
}

/// The sum over window o in pairs, divided; where it overflows, of smaller entries. `entries` is room to gather them in.
template <class T, class W>
T mean_of_window(const Tensor<T>& x, const W& windows, std::size_t o, T divisor, std::vector<T>& entries) {
  entries.clear();
  windows.for_each_entry(o, [&](std::size_t i) { entries.push_back(x[i]); });
  const auto n = static_cast<std::int64_t>(entries.size());
  const T mean = tensor::pairwise_sum<T>(0, n, [&](std::int64_t k) { return entries[k]; }) / divisor;
  if (std::isfinite(mean)) return mean;
  const int shift = std::ilogb(static_cast<T>(n)) + 1;
  return std::ldexp(tensor::pairwise_sum<T>(0, n, [&](std::int64_t k) { return std::ldexp(entries[k], -shift); }) / divisor, shift);
}

}  // namespace etalon::fast::nn
