#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/trust_region.radius.hpp"

namespace etalon {
using Op = contract::optimization::TrustRegionRadius;

/// In halves where the difference alone overflows.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const T change = in.f - in.f_next, ratio = std::isfinite(change) ? change / in.predicted : (in.f / 2 - in.f_next / 2) / (in.predicted / 2);
  T delta = in.delta;
  if (4 * ratio < 1) delta = in.delta / 4;
  else if (4 * ratio > 3 && in.boundary == 1) delta = std::min(2 * in.delta, in.delta_max);
  return Op::Out<T>{ratio, delta, ratio > in.eta ? 1 : 0};
};

}  // namespace etalon
