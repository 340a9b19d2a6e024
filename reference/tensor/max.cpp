#include "reference/contract/tensor/max.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Max;
using contract::tensor::MaxVjp;

/// One comparison after the other.
template <>
const Reference<Max> Wings<Max>::reference = []<class T>(const Max::In<T>& in) -> Result<Max::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    y[lane] = in.x[lanes.index(lane, 0)];
    for (std::int64_t k = 1; k < lanes.length; ++k)
      if (in.x[lanes.index(lane, k)] > y[lane]) y[lane] = in.x[lanes.index(lane, k)];
  }
  return Max::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Reference<MaxVjp> Wings<MaxVjp>::reference = []<class T>(const MaxVjp::In<T>& in) -> Result<MaxVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    std::size_t best = lanes.index(lane, 0);
    for (std::int64_t k = 1; k < lanes.length; ++k)
      if (in.x[lanes.index(lane, k)] > in.x[best]) best = lanes.index(lane, k);
    grad_x[best] = in.cotangent.y[lane];
  }
  return MaxVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
