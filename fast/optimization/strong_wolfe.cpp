#include "reference/contract/optimization/strong_wolfe.hpp"

#include <cmath>

namespace etalon {
using contract::optimization::StrongWolfe;

/// In quarters where the sides may leave the range; c₁φ′(0) first, for α may be large.
template <>
const Fast<StrongWolfe> Wings<StrongWolfe>::fast = []<class T>(const StrongWolfe::In<T>& in, StrongWolfe::Variant variant) -> Result<StrongWolfe::Out<T>> {
  const T allowed = in.c1 * in.slope0 * in.alpha, line = in.phi0 + allowed;
  const bool decrease = std::isfinite(line) ? in.phi <= line : in.phi / 4 <= in.phi0 / 4 + in.c1 * (in.slope0 / 4) * in.alpha;
  const bool curvature = variant == StrongWolfe::Variant::weak ? in.slope >= in.c2 * in.slope0 : std::abs(in.slope) <= in.c2 * std::abs(in.slope0);
  return StrongWolfe::Out<T>{decrease, curvature};
};

}  // namespace etalon
