#include "reference/linalg/eigvalsh.hpp"

#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Eigvalsh;

const Reference<Eigvalsh> eigvalsh = [](const Eigvalsh::In<Interval>& in) -> Result<Eigvalsh::Out<Interval>> {
  if (!lower_is_finite(in.a)) return domain("C1", "the lower triangle has an entry that is not finite");
  const Tensor<Interval> a = symmetric(in.a);
  const std::int64_t n = a.shape[0];
  return Eigvalsh::Out<Interval>{Tensor<Interval>({n}, eigenvalues(a, approximate_eigenvectors(a)))};
};

}  // namespace etalon::reference::linalg
