#include "reference/contract/tensor/norm1.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Norm1;
using contract::tensor::Norm1Vjp;

/// Σ|x|.
template <>
const Reference<Norm1> Wings<Norm1>::reference = []<class T>(const Norm1::In<T>& in) -> Result<Norm1::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] += abs(in.x[lanes.index(lane, k)]);
  }
  return Norm1::Out<T>{std::move(y)};
};

/// ȳ with the sign of x; 0 at a kink.
template <>
const Reference<Norm1Vjp> Wings<Norm1Vjp>::reference = []<class T>(const Norm1Vjp::In<T>& in) -> Result<Norm1Vjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) {
      const auto at = lanes.index(lane, k);
      if (in.x[at] > 0) grad_x[at] = in.cotangent.y[lane];
      else if (in.x[at] < 0) grad_x[at] = -in.cotangent.y[lane];
    }
  }
  return Norm1Vjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
