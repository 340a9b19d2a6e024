#include "reference/contract/tensor/sum.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::Reduced;
using contract::tensor::Sum;
using contract::tensor::SumVjp;

/// In pairs.
template <>
const Fast<Sum> Wings<Sum>::fast = []<class T>(const Sum::In<T>& in) -> Result<Sum::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> y(reduced->shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const auto x = [&](std::int64_t k) { return in.x[lanes.index(lane, k)]; };
    y[lane] = pairwise_sum<T>(0, lanes.length, x);
  }
  return Sum::Out<T>{std::move(y)};
};

/// The cotangent, spread.
template <>
const Fast<SumVjp> Wings<SumVjp>::fast = []<class T>(const SumVjp::In<T>& in) -> Result<SumVjp::Out<T>> {
  const auto reduced = Reduced::over(in.x.shape, in.axes, in.keepdims != 0);
  const Lanes& lanes = reduced->lanes;
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    for (std::int64_t k = 0; k < lanes.length; ++k) grad_x[lanes.index(lane, k)] = in.cotangent.y[lane];
  }
  return SumVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
