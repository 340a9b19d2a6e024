#pragma once
#include <string>

#include "reference/number/numbers.hpp"

namespace etalon::reference::optimization {

/// βx + (1 − β)y.
template <class T>
T average(const T& beta, const T& x, const T& y) {
  return beta * x + (1 - beta) * y;
}
/// √x for x ≥ 0: at 0 exactly 0, with no slope.
template <class T>
T root(const T& x) {
  return x == 0 ? T(0) : sqrt(x);
}
inline Failure zero_denominator(std::size_t i) { return domain("C4", "a denominator is 0 at entry " + std::to_string(i)); }

}  // namespace etalon::reference::optimization
