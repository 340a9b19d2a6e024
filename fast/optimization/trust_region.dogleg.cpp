#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"
#include "reference/contract/optimization/trust_region.dogleg.hpp"

namespace etalon {
using namespace fast::optimization;
using fast::linalg::times;
using Op = contract::optimization::TrustRegionDogleg;

/// In units of the model, and the quadratic equation without cancellation.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const UnitModel<T> model(in.g, in.h);
  const auto newton = definite_step(model.h, model.g);
  if (!newton) return newton.failure();
  const T delta = model.in_units(in.delta);
  if (norm(*newton) <= delta) return Op::Out<T>{model.back(*newton)};

  const T length = norm(model.g), along = dot(model.g, model.g) / dot(model.g, times(model.h, model.g));
  if (!(along * length < delta)) return Op::Out<T>{map(model.g, [&](T entry) { return -(entry / length) * in.delta; })};
  const Tensor<T> cauchy = map(model.g, [&](T entry) { return -along * entry; }), way = plus(*newton, T(-1), cauchy);
  return Op::Out<T>{model.back(plus(cauchy, to_boundary(cauchy, way, delta), way))};
};

}  // namespace etalon
