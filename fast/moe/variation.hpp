#pragma once
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon::fast::moe {

/// What entries differ from their mean by, in units of √(mean² + ε): no square leaves the range.
template <class T>
struct Variation {
  std::vector<T> off;  ///< (xᵢ − mean)/√(mean² + ε)
  std::vector<T> x;    ///< in the same units, as the mean and √ε are
  T mean, root, unit;
  int shift;

  /// x in units of a power of two of its own, 2^exponent; ε as it is.
  Variation(const std::vector<T>& entries, int exponent, T epsilon)
      : x(entries), mean(tensor::mean_of<T>(static_cast<std::int64_t>(x.size()), [&](std::int64_t i) { return x[static_cast<std::size_t>(i)]; })),
        root(std::ldexp(std::sqrt(epsilon), -exponent)), unit(std::hypot(mean, root)), shift(exponent) {
    for (T& entry : x) {
      off.push_back((entry - mean) / unit);
      entry /= unit;
    }
    mean /= unit, root = std::isinf(unit) ? T(1) : root / unit;
  }
  /// w·Σ off²/(n − less).
  T squared(T w, std::int64_t less) const {
    const std::int64_t n = static_cast<std::int64_t>(off.size());
    return tensor::pairwise_sum<T>(0, n, [&](std::int64_t i) {
      const T d = off[static_cast<std::size_t>(i)];
      return (w * d) * d;
    }) / static_cast<T>(n - less);
  }
  /// Half of its derivative by the entry i, as it is without units: (mean·Σⱼ xⱼ(xᵢ − xⱼ) + nε(xᵢ − mean))/(n(n − less)), which does not cancel where one has nearly all.
  T slope(T w, std::int64_t i, std::int64_t less) const {
    const std::int64_t n = static_cast<std::int64_t>(off.size());
    const T differences = tensor::pairwise_sum<T>(0, n, [&](std::int64_t j) { return x[static_cast<std::size_t>(j)] * (x[static_cast<std::size_t>(i)] - x[static_cast<std::size_t>(j)]); });
    int exponent = 0;
    const T mantissa = std::frexp(unit, &exponent);
    return std::ldexp(w * ((mean * differences / static_cast<T>(n) + root * root * off[static_cast<std::size_t>(i)]) / static_cast<T>(n - less) / mantissa), -exponent - shift);
  }
};

}  // namespace etalon::fast::moe
