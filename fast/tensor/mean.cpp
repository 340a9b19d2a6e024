#include "reference/contract/tensor/mean.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Mean;
using contract::tensor::MeanVjp;

/// The sum in pairs, divided.
template <>
const Fast<Mean> Wings<Mean>::fast = []<class T>(const Mean::In<T>& in) -> Result<Mean::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    y[lane] = mean_of<T>(lanes.length, x);
  }
  return Mean::Out<T>{std::move(y)};
};

/// The quotient, spread.
template <>
const Fast<MeanVjp> Wings<MeanVjp>::fast = []<class T>(const MeanVjp::In<T>& in) -> Result<MeanVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) grad_x[lanes.index(lane, k)] = in.cotangent.y[lane] / static_cast<T>(lanes.length);
  }
  return MeanVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
