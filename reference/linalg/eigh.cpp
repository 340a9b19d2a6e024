#include "reference/linalg/eigh.hpp"

#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Eigh;

const Reference<Eigh> eigh = [](const Eigh::In<Interval>& in) -> Result<Eigh::Out<Interval>> {
  if (!lower_is_finite(in.a)) return domain("C1", "the lower triangle has an entry that is not finite");
  const Tensor<Interval> a = symmetric(in.a);
  const std::int64_t n = a.shape[0];
  const Spectrum found = spectrum(a, approximate_eigenvectors(a));
  Tensor<Interval> q({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) q(i, j) = found.q[j][i];
  return Eigh::Out<Interval>{Tensor<Interval>({n}, found.lambda), q};
};

}  // namespace etalon::reference::linalg
