#include "reference/linalg/spectral_norm.hpp"

#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::SpectralNorm;

const Reference<SpectralNorm> spectral_norm = [](const SpectralNorm::In<Interval>& in) -> Result<SpectralNorm::Out<Interval>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<Interval>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<Interval>{values->sigma.size() == 0 ? Interval(0) : values->sigma[0]};
};

}  // namespace etalon::reference::linalg
