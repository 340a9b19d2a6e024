#include "reference/contract/tensor/min.hpp"

namespace etalon {
using contract::Reduced;
using contract::tensor::Min;
using contract::tensor::MinVjp;

namespace {

/// The first of the smallest along a lane.
template <class T>
std::size_t first(const Tensor<T>& x, const Lanes& lanes, std::int64_t lane) {
  std::size_t best = lanes.index(lane, 0);
  for (std::int64_t k = 1; k < lanes.length; ++k)
    if (x[lanes.index(lane, k)] < x[best]) best = lanes.index(lane, k);
  return best;
}

}  // namespace

/// Comparisons.
template <>
const Fast<Min> Wings<Min>::fast = []<class T>(const Min::In<T>& in) -> Result<Min::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < reduced->lanes.count; ++lane) y[lane] = in.x[first(in.x, reduced->lanes, lane)];
  return Min::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Fast<MinVjp> Wings<MinVjp>::fast = []<class T>(const MinVjp::In<T>& in) -> Result<MinVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < reduced->lanes.count; ++lane) grad_x[first(in.x, reduced->lanes, lane)] = in.cotangent.y[lane];
  return MinVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
