#include "reference/contract/tensor/min.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Min;
using contract::tensor::MinVjp;

/// One comparison after the other.
template <>
const Reference<Min> Wings<Min>::reference = []<class T>(const Min::In<T>& in) -> Result<Min::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    y[lane] = in.x[lanes.index(lane, 0)];
    for (std::int64_t k = 1; k < lanes.length; ++k)
      if (in.x[lanes.index(lane, k)] < y[lane]) y[lane] = in.x[lanes.index(lane, k)];
  }
  return Min::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Reference<MinVjp> Wings<MinVjp>::reference = []<class T>(const MinVjp::In<T>& in) -> Result<MinVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    std::size_t best = lanes.index(lane, 0);
    for (std::int64_t k = 1; k < lanes.length; ++k)
      if (in.x[lanes.index(lane, k)] < in.x[best]) best = lanes.index(lane, k);
    grad_x[best] = in.cotangent.y[lane];
  }
  return MinVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
