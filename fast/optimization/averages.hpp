#pragma once
#include <cmath>
#include <cstdint>
#include <string>

#include "reference/contract/result.hpp"

/// What the steps of adaptive optimizers share: squares that leave no range, and corrections that keep their digits.
namespace etalon::fast::optimization {

/// f·x/y, where x/y alone may leave the range.
template <class T>
T multiple_of_quotient(T f, T x, T y) {
  int over = 0, under = 0;
  const T quotient = std::frexp(x, &over) / std::frexp(y, &under);
  return std::ldexp(f * quotient, over - under);
}

/// 1 − βᵗ = −expm1(t·log β), which keeps its digits where βᵗ is near 1.
template <class T>
T correction(T beta, std::int64_t t) {
  return -std::expm1(static_cast<T>(t) * std::log(beta));
}

template <class T>
T average(T beta, T x, T y) {
  return beta * x + (1 - beta) * y;
}
/// βv + (1 − β)g², and its root, in which no square is taken.
template <class T>
T average_square(T beta, T v, T g) {
  return beta * v + (1 - beta) * g * g;
}
template <class T>
T root_of_average(T beta, T v, T g) {
  return std::hypot(std::sqrt(beta) * std::sqrt(v), std::sqrt(1 - beta) * g);
}
/// Is βv + (1 − β)g² exactly 0?
template <class T>
bool vanishes(T beta, T v, T g) {
  return g == 0 && (v == 0 || beta == 0);
}
inline Failure zero_denominator(std::size_t i) { return domain("C4", "a denominator is 0 at entry " + std::to_string(i)); }

}  // namespace etalon::fast::optimization
