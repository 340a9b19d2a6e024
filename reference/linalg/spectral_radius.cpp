#include "reference/contract/linalg/spectral_radius.hpp"

#include "reference/linalg/spectrum.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::SpectralRadius;

/// The largest modulus of the certified eigenvalues.
template <>
const Reference<SpectralRadius> Wings<SpectralRadius>::reference = [](const SpectralRadius::In<Interval>& in) -> Result<SpectralRadius::Out<Interval>> {
  Interval rho = 0;
  for (const Eigenvalues& set : spectrum(in.a)) rho = max(rho, abs(set.lambda));
  return SpectralRadius::Out<Interval>{rho};
};

}  // namespace etalon
