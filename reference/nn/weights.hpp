#pragma once
#include <vector>

#include "reference/number/numbers.hpp"

namespace etalon::reference::nn {

/// exp xᵢ / Σₖ exp xₖ, 0 for a masked entry; nothing where every entry is masked.
///
/// The heaviest is written 1/(1 + (the others)/exp x), which is the same number: no variable occurs in it twice, so that its
/// slopes over a box of inputs, which cancel where a weight is near 1, do not come out wider than they are.
template <class T>
std::vector<T> weights(const std::vector<T>& x) {
  const T shift(exponent_shift(x));
  std::vector<T> e;
  e.reserve(x.size());
  std::size_t top = x.size();
  double highest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_infinity(x[i], -1)) {
      e.push_back(T(0));
      continue;
    }
    e.push_back(exp(x[i] - shift));
    const double upper = enclosure(x[i]).upper_double();
    if (top == x.size() || upper > highest) top = i, highest = upper;  // any choice is right
  }
  if (top == x.size()) return {};
  T others = 0;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (i != top) others += e[i];
  const T sum = e[top] + others;
  std::vector<T> y;
  y.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_infinity(x[i], -1)) y.push_back(T(0));
    else y.push_back(i == top ? 1 / (1 + others / e[top]) : e[i] / sum);
  }
  return y;
}

}  // namespace etalon::reference::nn
