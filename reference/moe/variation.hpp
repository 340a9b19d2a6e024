#pragma once
#include <cstdint>
#include <vector>

#include "reference/number/numbers.hpp"

namespace etalon::reference::moe {

/// The variance of x over the square of its mean, which ε is added to; `less` is what n is less by: 0, or 1 of a sample.
template <class T>
T squared_variation(const std::vector<T>& x, const T& epsilon, std::int64_t less) {
  const std::int64_t n = static_cast<std::int64_t>(x.size());
  T mean = 0, squares = 0;
  for (const T& entry : x) mean += entry;
  mean = mean / T(n);
  for (const T& entry : x) squares += square(entry - mean);
  return squares / T(n - less) / (square(mean) + epsilon);
}

}  // namespace etalon::reference::moe
