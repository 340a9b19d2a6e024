#include "reference/linalg/eigvalsh.hpp"

#include "reference/linalg/spectral.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::linalg {
using contract::linalg::Eigvalsh;

const Reference<Eigvalsh> eigvalsh = [](const Eigvalsh::In<Interval>& in) -> Result<Eigvalsh::Out<Interval>> {
  Tensor<Interval> a = in.a;
  const std::int64_t n = a.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      if (!a(i, j).is_finite()) return domain("C1", "the lower triangle has an entry that is not finite");
      a(j, i) = a(i, j);
    }
  return Eigvalsh::Out<Interval>{Tensor<Interval>({n}, eigenvalues(a, approximate_eigenvectors(a)))};
};

}  // namespace etalon::reference::linalg
