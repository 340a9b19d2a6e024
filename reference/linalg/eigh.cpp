#include "reference/contract/linalg/eigh.hpp"

#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Eigh;

/// Approximate eigenvectors by Jacobi rotations; then the theorems of Weyl and of Davis and Kahan prove them.
template <>
const Reference<Eigh> Wings<Eigh>::reference = [](const Eigh::In<Interval>& in) -> Result<Eigh::Out<Interval>> {
  const Tensor<Interval> a = symmetric(in.a);
  const std::int64_t n = a.shape[0];
  const Spectrum found = spectrum(a);
  Tensor<Interval> q({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) q(i, j) = found.q[j][i];
  return Eigh::Out<Interval>{Tensor<Interval>({n}, found.lambda), q};
};

}  // namespace etalon
