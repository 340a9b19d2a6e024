#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon::fast::nn {

/// x̂ = (x − μ)/s with s = √(σ² + ε) of m entries, from two passes, both scaled by powers of two: no difference and no square leaves the range.
template <class T>
struct Normalized {
  std::vector<T> x;
  T inverse_deviation;  ///< 1/s

  template <class F>
  Normalized(std::int64_t m, F entry, T epsilon) {
    T largest = 0, largest_deviation = 0;
    for (std::int64_t k = 0; k < m; ++k) largest = std::max(largest, std::fabs(entry(k)));
    const int exponent = largest > 0 ? std::ilogb(largest) : 0;
    for (std::int64_t k = 0; k < m; ++k) x.push_back(std::ldexp(entry(k), -exponent));
    const T mean = mean_of([&](std::size_t k) { return x[k]; });
    for (T& d : x) largest_deviation = std::max(largest_deviation, std::fabs(d -= mean));
    int exponent_of_deviation = std::ilogb(std::sqrt(epsilon));
    if (largest_deviation > 0) exponent_of_deviation = std::max(exponent_of_deviation, std::ilogb(largest_deviation) + exponent);
    for (T& d : x) d = std::ldexp(d, exponent - exponent_of_deviation);
    const T deviation = std::sqrt(mean_of([&](std::size_t k) { return x[k] * x[k]; }) + std::ldexp(epsilon, -2 * exponent_of_deviation));
    for (T& d : x) d /= deviation;
    inverse_deviation = std::ldexp(1 / deviation, -exponent_of_deviation);
  }

  /// x̄ₖ = (cₖ − mean c − x̂ₖ·mean(cx̂))/s of the cotangents c of x̂: calls `put(k, x̄ₖ)`.
  template <class F, class Put>
  void pull_back(F c, Put put) const {
    const T mean = mean_of(c), product = mean_of([&](std::size_t k) { return c(k) * x[k]; });
    for (std::size_t k = 0; k < x.size(); ++k) put(k, inverse_deviation * (c(k) - mean - x[k] * product));
  }

 private:
  template <class F>
  T mean_of(F term) const {
    return tensor::mean_of<T>(static_cast<std::int64_t>(x.size()), [&](std::int64_t k) { return term(static_cast<std::size_t>(k)); });
  }
};

}  // namespace etalon::fast::nn
