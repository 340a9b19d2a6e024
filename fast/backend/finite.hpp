#pragma once
#include <cstddef>
#include <vector>

namespace etalon::fast::backend {

/// No NaN and no infinity among the numbers: x·0 is 0 for every finite x alone. Eight sums side by side, as fast as memory.
template <class Numbers, class T = typename Numbers::value_type>
bool all_finite(const Numbers& x) {
  T sums[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= x.size(); i += 8)
    for (std::size_t k = 0; k < 8; ++k) sums[k] += x[i + k] * 0;
  for (; i < x.size(); ++i) sums[0] += x[i] * 0;
  T sum = 0;
  for (const T s : sums) sum += s;
  return sum == 0;
}

}  // namespace etalon::fast::backend
