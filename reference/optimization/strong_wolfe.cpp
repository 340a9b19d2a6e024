#include "reference/contract/optimization/strong_wolfe.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::StrongWolfe;

/// As it is written.
template <>
const Reference<StrongWolfe> Wings<StrongWolfe>::reference = []<class T>(const StrongWolfe::In<T>& in, StrongWolfe::Variant variant) -> Result<StrongWolfe::Out<T>> {
  const bool decrease(in.phi <= in.phi0 + in.c1 * in.alpha * in.slope0);
  const bool curvature(variant == StrongWolfe::Variant::weak ? in.slope >= in.c2 * in.slope0 : abs(in.slope) <= in.c2 * abs(in.slope0));
  return StrongWolfe::Out<T>{decrease, curvature};
};

}  // namespace etalon
