#include "reference/contract/linalg/spectral_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using contract::linalg::SpectralNorm;
using contract::linalg::Svdvals;

/// The first of LAPACK's singular values.
template <>
const Fast<SpectralNorm> Wings<SpectralNorm>::fast = []<class T>(const SpectralNorm::In<T>& in) -> Result<SpectralNorm::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<T>{values->sigma.size() == 0 ? T(0) : values->sigma[0]};
};

}  // namespace etalon
