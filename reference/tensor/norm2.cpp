#include "reference/contract/tensor/norm2.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Norm2;
using contract::tensor::Norm2Vjp;

/// √Σx².
template <>
const Reference<Norm2> Wings<Norm2>::reference = []<class T>(const Norm2::In<T>& in) -> Result<Norm2::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) y[lane] += square(in.x[lanes.index(lane, k)]);
    y[lane] = sqrt(y[lane]);
  }
  return Norm2::Out<T>{std::move(y)};
};

/// ȳ·x/‖x‖.
template <>
const Reference<Norm2Vjp> Wings<Norm2Vjp>::reference = []<class T>(const Norm2Vjp::In<T>& in) -> Result<Norm2Vjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    T sum = 0;
    for (std::int64_t k = 0; k < lanes.length; ++k) sum += square(in.x[lanes.index(lane, k)]);
    if (lanes.length > 0 && sum == 0) return domain("C3", "a lane is zeros alone");
    for (std::int64_t k = 0; k < lanes.length; ++k) grad_x[lanes.index(lane, k)] = in.cotangent.y[lane] * in.x[lanes.index(lane, k)] / sqrt(sum);
  }
  return Norm2Vjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
