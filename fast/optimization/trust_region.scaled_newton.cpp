#include "fast/optimization/models.hpp"
#include "reference/contract/optimization/trust_region.scaled_newton.hpp"

namespace etalon {
using namespace fast::optimization;
using Op = contract::optimization::TrustRegionScaledNewton;

/// LAPACK's potrf and potrs, in units of the model.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const UnitModel<T> model(in.g, in.h);
  const auto newton = definite_step(model.h, model.g);
  if (!newton) return newton.failure();
  const T length = norm(*newton), delta = model.in_units(in.delta), scale = length <= delta ? 1 : delta / length;
  return Op::Out<T>{model.back(map(*newton, [&](T entry) { return scale * entry; })), scale};
};

}  // namespace etalon
