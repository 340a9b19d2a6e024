#include "reference/contract/tensor/norm1.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Norm1;
using contract::tensor::Norm1Vjp;

/// In pairs.
template <>
const Fast<Norm1> Wings<Norm1>::fast = []<class T>(const Norm1::In<T>& in) -> Result<Norm1::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    y[lane] = pairwise_sum<T>(0, lanes.length, [&](std::int64_t k) { return std::fabs(x(k)); });
  }
  return Norm1::Out<T>{std::move(y)};
};

/// The signs; 0 at a kink.
template <>
const Fast<Norm1Vjp> Wings<Norm1Vjp>::fast = []<class T>(const Norm1Vjp::In<T>& in) -> Result<Norm1Vjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    for (std::int64_t k = 0; k < lanes.length; ++k) grad_x[lanes.index(lane, k)] = x(k) > 0 ? in.cotangent.y[lane] : x(k) < 0 ? -in.cotangent.y[lane] : T(0);
  }
  return Norm1Vjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
