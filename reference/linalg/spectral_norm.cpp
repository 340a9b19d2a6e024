#include "reference/contract/linalg/spectral_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::SpectralNorm;
using contract::linalg::Svdvals;

/// The first of the proved singular values.
template <>
const Reference<SpectralNorm> Wings<SpectralNorm>::reference = [](const SpectralNorm::In<Interval>& in) -> Result<SpectralNorm::Out<Interval>> {
  const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<Interval>{values->sigma.size() == 0 ? Interval(0) : values->sigma[0]};
};

}  // namespace etalon
