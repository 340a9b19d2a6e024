#pragma once
#include <algorithm>
#include <cmath>

#include "verify/laws/linalg/definite.hpp"

/// Steps and what they change of a gradient, for quasi-Newton methods.
namespace etalon::verify {

/// s at random and y = As with a definite A of a condition up to 2^bits, rounded: sᵀy > 0 with room for rounding.
struct Pair {
  Tensor<double> s, y;
};
inline Pair curved_pair(Draw& draw, std::int64_t n, int bits) {
  const Tensor<double> a = gen::positive_definite(draw, n, bits);
  Pair pair{draw.reals({n}), Tensor<double>({n})};
  pair.s[static_cast<std::size_t>(draw.integer(0, n - 1))] = draw.magnitude(0, 4);
  for (std::int64_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::int64_t j = 0; j < n; ++j) sum += a(i, j) * pair.s[j];
    pair.y[i] = round_to(sum, draw.format);
  }
  return pair;
}

/// Small integers with sᵀy = 0, or less: nothing rounds.
inline Pair flat_pair(Draw& draw, std::int64_t n) {
  Pair pair{Tensor<double>({n}), Tensor<double>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    pair.s[i] = static_cast<double>(draw.integer(-3, 3));
    pair.y[i] = static_cast<double>(-draw.integer(0, 3)) * pair.s[i];
  }
  return pair;
}

/// x·2^exponent, rounded, and within the range.
inline Tensor<double> times_power(const Draw& draw, Tensor<double> x, int exponent) {
  const double largest = draw.format.largest();
  for (double& entry : x) entry = std::clamp(round_to(std::ldexp(entry, exponent), draw.format), -largest, largest);
  return x;
}

}  // namespace etalon::verify
