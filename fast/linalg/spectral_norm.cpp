#include "fast/linalg/spectral_norm.hpp"

#include "fast/linalg/svdvals.hpp"

namespace etalon::fast::linalg {
using contract::linalg::SpectralNorm;

const Fast<SpectralNorm> spectral_norm = []<class T>(const SpectralNorm::In<T>& in) -> Result<SpectralNorm::Out<T>> {
  const auto values = svdvals(contract::linalg::Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<T>{values->sigma.size() == 0 ? T(0) : values->sigma[0]};
};

}  // namespace etalon::fast::linalg
