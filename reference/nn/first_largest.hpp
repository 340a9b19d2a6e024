#pragma once
#include <optional>

#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// The entry of x that is the largest in window o, the first of several: one comparison after the other.
template <class T, class Windows>
std::size_t first_largest(const Tensor<T>& x, const Windows& windows, std::size_t o) {
  std::optional<std::size_t> best;
  windows.for_each_entry(o, [&](std::size_t i) {
    if (!best || x[i] > x[*best]) best = i;
  });
  return *best;
}

}  // namespace etalon::reference::nn
