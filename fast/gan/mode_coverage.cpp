#include "reference/contract/gan/mode_coverage.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
using contract::gan::ModeCoverage;

namespace {

/// Σ x², in units of 4ᵏ where the squares leave the range: compared by exponent first.
template <class T>
struct SquaredDistance {
  T mantissa;
  int exponent;

  bool operator<(const SquaredDistance& other) const {
    if (mantissa == 0 || other.mantissa == 0) return mantissa < other.mantissa;
    return exponent != other.exponent ? exponent < other.exponent : mantissa < other.mantissa;
  }
};

/// Of differences in units of the largest's exponent.
template <class T, class Difference>
SquaredDistance<T> squared(std::int64_t d, Difference difference) {
  T largest = 0, sum = 0;
  for (std::int64_t l = 0; l < d; ++l) largest = std::max(largest, std::fabs(difference(l)));
  if (largest == 0) return {0, 0};
  const int k = std::ilogb(largest);
  for (std::int64_t l = 0; l < d; ++l) {
    const T x = std::ldexp(difference(l), -k);
    sum += x * x;
  }
  int shift = 0;
  const T mantissa = std::frexp(sum, &shift);
  return {mantissa, 2 * k + shift};
}

}  // namespace

/// The first of the nearest modes; no square overflows or underflows.
template <>
const Fast<ModeCoverage> Wings<ModeCoverage>::fast = []<class T>(const ModeCoverage::In<T>& in) -> Result<ModeCoverage::Out<T>> {
  const std::int64_t n = in.samples.shape[0], k = in.modes.shape[0], d = in.modes.shape[1];
  ModeCoverage::Out<T> out{Tensor<std::int64_t>({k}), 0};
  // Halves where a difference may overflow, and nowhere else: half of the smallest number is none.
  const auto half = [](T a, T b) { return std::fabs(a) > 1 || std::fabs(b) > 1; };
  const auto radius = squared<T>(1, [&](std::int64_t) { return in.radius; });
  for (std::int64_t i = 0; i < n; ++i) {
    std::int64_t nearest = 0;
    SquaredDistance<T> least{0, 0};
    for (std::int64_t j = 0; j < k; ++j) {
      bool halved = false;
      for (std::int64_t l = 0; l < d; ++l) halved = halved || half(in.samples(i, l), in.modes(j, l));
      auto distance = squared<T>(d, [&](std::int64_t l) { return halved ? in.samples(i, l) / 2 - in.modes(j, l) / 2 : in.samples(i, l) - in.modes(j, l); });
      if (halved) distance.exponent += 2;
      if (j == 0 || distance < least) nearest = j, least = distance;
    }
    if (!(radius < least)) ++out.counts[nearest];
  }
  for (const std::int64_t count : out.counts) out.covered += count > 0;
  return out;
};

}  // namespace etalon
