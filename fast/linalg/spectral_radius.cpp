#include "fast/linalg/spectral_radius.hpp"

#include <cmath>

#include "fast/linalg/eigvals.hpp"

namespace etalon::fast::linalg {
using contract::linalg::SpectralRadius;

const Fast<SpectralRadius> spectral_radius = []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
  const auto lambda = eigvals(contract::linalg::Eigvals::In<T>{in.a});
  if (!lambda) return lambda.failure();
  T rho = 0;
  for (std::size_t j = 0; j < lambda->lambda_re.size(); ++j) rho = std::max(rho, std::hypot(lambda->lambda_re[j], lambda->lambda_im[j]));
  return SpectralRadius::Out<T>{rho};
};

}  // namespace etalon::fast::linalg
