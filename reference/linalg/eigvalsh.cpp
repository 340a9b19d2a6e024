#include "reference/contract/linalg/eigvalsh.hpp"

#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Eigvalsh;

/// Approximate eigenvectors by Jacobi rotations; then Weyl's theorem proves the values.
template <>
const Reference<Eigvalsh> Wings<Eigvalsh>::reference = [](const Eigvalsh::In<Interval>& in) -> Result<Eigvalsh::Out<Interval>> {
  const Tensor<Interval> a = symmetric(in.a);
  const std::int64_t n = a.shape[0];
  return Eigvalsh::Out<Interval>{Tensor<Interval>({n}, eigenvalues(a, approximate_eigenvectors(a)))};
};

}  // namespace etalon
