#include "reference/contract/optimization/newton_scalar_minimum.hpp"

#include <cmath>

namespace etalon {
using contract::optimization::NewtonScalarMinimum;

/// In halves where the quotient alone overflows: the difference may not.
template <>
const Fast<NewtonScalarMinimum> Wings<NewtonScalarMinimum>::fast = []<class T>(const NewtonScalarMinimum::In<T>& in) -> Result<NewtonScalarMinimum::Out<T>> {
  if (in.curvature == 0) return domain("C2", "the second derivative is 0");
  const T step = in.slope / in.curvature;
  const T next = std::isfinite(step) ? in.x - step : 2 * (in.x / 2 - in.slope / 2 / in.curvature);
  return NewtonScalarMinimum::Out<T>{next, in.curvature > 0 ? 1 : 0};
};

}  // namespace etalon
