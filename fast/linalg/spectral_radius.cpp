#include "reference/contract/linalg/spectral_radius.hpp"

#include <cmath>

#include "reference/contract/linalg/eigvals.hpp"

namespace etalon {
using contract::linalg::SpectralRadius;
using contract::linalg::Eigvals;

/// The largest modulus of LAPACK's eigenvalues, by hypot, which neither overflows nor underflows on the way.
template <>
const Fast<SpectralRadius> Wings<SpectralRadius>::fast = []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
  const auto lambda = Wings<Eigvals>::fast(Eigvals::In<T>{in.a});
  if (!lambda) return lambda.failure();
  T rho = 0;
  for (std::size_t j = 0; j < lambda->lambda_re.size(); ++j) rho = std::max(rho, std::hypot(lambda->lambda_re[j], lambda->lambda_im[j]));
  return SpectralRadius::Out<T>{rho};
};

}  // namespace etalon
