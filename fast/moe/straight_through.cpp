#include "reference/contract/moe/straight_through.hpp"

#include <algorithm>

#include "reference/contract/nn/softmax.hpp"

namespace etalon {
using contract::moe::StraightThrough;
using contract::moe::StraightThroughVjp;
using contract::nn::SoftmaxVjp;
using Variant = StraightThrough::Variant;

template <>
const Fast<StraightThrough> Wings<StraightThrough>::fast = []<class T>(const StraightThrough::In<T>& in, Variant) -> Result<StraightThrough::Out<T>> {
  Tensor<T> y(in.logits.shape);
  for (std::int64_t token = 0; token < y.shape[0]; ++token) {
    const auto row = in.logits.begin() + token * y.shape[1];
    y(token, std::max_element(row, row + y.shape[1]) - row) = 1;
  }
  return StraightThrough::Out<T>{std::move(y)};
};

template <>
const Fast<StraightThroughVjp> Wings<StraightThroughVjp>::fast = []<class T>(const StraightThroughVjp::In<T>& in, Variant variant) -> Result<StraightThroughVjp::Out<T>> {
  if (variant == Variant::identity) return StraightThroughVjp::Out<T>{in.cotangent.y};
  auto grad = Wings<SoftmaxVjp>::fast(SoftmaxVjp::In<T>{{in.logits}, {in.cotangent.y}}, contract::nn::Softmax::Variant::undefined);
  if (!grad) return grad.failure();
  return StraightThroughVjp::Out<T>{std::move(grad->grad_x)};
};

}  // namespace etalon
