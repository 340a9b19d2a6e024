#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace etalon::fast::tensor {

/// Σ term(k) over from ≤ k < to, in pairs: its error grows with log₂ of their number. Blocks are summed in eight strands, for the
/// vector registers.
template <class T, class F>
T pairwise_sum(std::int64_t from, std::int64_t to, F term) {
  constexpr std::int64_t block = 128;
  if (to - from > block) {
    const std::int64_t middle = from + (to - from) / 2 / 8 * 8;
    return pairwise_sum<T>(from, middle, term) + pairwise_sum<T>(middle, to, term);
  }
  T strands[8] = {};
  std::int64_t k = from;
  for (; k + 8 <= to; k += 8)
    for (int s = 0; s < 8; ++s) strands[s] += term(k + s);
  T rest = 0;
  for (; k < to; ++k) rest += term(k);
  return ((strands[0] + strands[1]) + (strands[2] + strands[3])) + ((strands[4] + strands[5]) + (strands[6] + strands[7])) + rest;
}

/// The mean of n terms; where their sum overflows, of smaller ones.
template <class T, class F>
T mean_of(std::int64_t n, F term) {
  const T sum = pairwise_sum<T>(0, n, term);
  if (std::isfinite(sum)) return sum / static_cast<T>(n);
  const int shift = std::ilogb(static_cast<T>(n)) + 1;
  return std::ldexp(pairwise_sum<T>(0, n, [&](std::int64_t k) { return std::ldexp(term(k), -shift); }) / static_cast<T>(n), shift);
}

/// A number as mantissa·2^exponent: products of many neither overflow nor underflow.
template <class T>
struct Scaled {
  T mantissa = 1;
  std::int64_t exponent = 0;

  static Scaled of(T x) {
    Scaled scaled;
    scaled *= x;
    return scaled;
  }

  void operator*=(T x) {
    int of_x = 0, of_product = 0;
    mantissa = std::frexp(mantissa * std::frexp(x, &of_x), &of_product);
    exponent += of_x + of_product;
  }
  void operator*=(const Scaled& other) {
    *this *= other.mantissa;
    exponent += other.exponent;
  }
  void operator+=(const Scaled& other) {
    if (other.mantissa == 0) return;
    if (mantissa == 0) {
      *this = other;
      return;
    }
    const std::int64_t top = std::max(exponent, other.exponent);
    const auto aligned = [&](const Scaled& x) { return std::ldexp(x.mantissa, static_cast<int>(std::max<std::int64_t>(x.exponent - top, -100000))); };
    int shift = 0;
    mantissa = std::frexp(aligned(*this) + aligned(other), &shift);
    exponent = top + shift;
  }
  T value() const { return std::ldexp(mantissa, static_cast<int>(std::clamp<std::int64_t>(exponent, -100000, 100000))); }
};

}  // namespace etalon::fast::tensor
