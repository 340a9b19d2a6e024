#include "reference/contract/optimization/newton_scalar_minimum.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::optimization::NewtonScalarMinimum;

/// As it is written.
template <>
const Reference<NewtonScalarMinimum> Wings<NewtonScalarMinimum>::reference =
    []<class T>(const NewtonScalarMinimum::In<T>& in) -> Result<NewtonScalarMinimum::Out<T>> {
  if (in.curvature == 0) return domain("C2", "the second derivative is 0");
  return NewtonScalarMinimum::Out<T>{in.x - in.slope / in.curvature, in.curvature > 0 ? 1 : 0};
};

}  // namespace etalon
