#include "reference/contract/optimization/trust_region.radius.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using Op = contract::optimization::TrustRegionRadius;

/// Algorithm 4.1 of Nocedal and Wright, line by line.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const T ratio = (in.f - in.f_next) / in.predicted;
  T delta = in.delta;
  if (4 * ratio < 1) delta = in.delta / 4;
  else if (in.boundary == 1 && static_cast<bool>(4 * ratio > 3)) delta = min(2 * in.delta, in.delta_max);
  return Op::Out<T>{ratio, delta, ratio > in.eta ? 1 : 0};
};

}  // namespace etalon
