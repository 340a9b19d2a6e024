#include "reference/contract/gan/mode_coverage.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::ModeCoverage;

/// The first of the nearest modes, by squared distances.
template <>
const Reference<ModeCoverage> Wings<ModeCoverage>::reference = []<class T>(const ModeCoverage::In<T>& in) -> Result<ModeCoverage::Out<T>> {
  const std::int64_t n = in.samples.shape[0], k = in.modes.shape[0], d = in.modes.shape[1];
  ModeCoverage::Out<T> out{Tensor<std::int64_t>({k}), 0};
  for (std::int64_t i = 0; i < n; ++i) {
    std::int64_t nearest = 0;
    T least = 0;
    for (std::int64_t j = 0; j < k; ++j) {
      T distance = 0;
      for (std::int64_t l = 0; l < d; ++l) distance += square(in.samples(i, l) - in.modes(j, l));
      if (j == 0 || bool(distance < least)) nearest = j, least = distance;
    }
    if (least <= square(in.radius)) ++out.counts[nearest];
  }
  for (const std::int64_t count : out.counts) out.covered += count > 0;
  return out;
};

}  // namespace etalon
