#include "reference/contract/nn/softmax.hpp"

#include <utility>

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using reference::nn::weights;

template <>
const Reference<Softmax> Wings<Softmax>::reference = []<class T>(const Softmax::In<T>& in, Softmax::Variant variant) -> Result<Softmax::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    std::vector<T> w = weights(lanes->entries(in.x, lane));
    if (w.empty() && variant == Softmax::Variant::undefined) return domain("C2", "every entry along the axis is −∞");
    if (w.empty()) w.assign(static_cast<std::size_t>(lanes->length), variant == Softmax::Variant::uniform ? T(1) / T(lanes->length) : T(0));
    for (std::int64_t i = 0; i < lanes->length; ++i) y[lanes->index(lane, i)] = std::move(w[static_cast<std::size_t>(i)]);
  }
  return Softmax::Out<T>{std::move(y)};
};

template <>
const Reference<SoftmaxVjp> Wings<SoftmaxVjp>::reference = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant) -> Result<SoftmaxVjp::Out<T>> {
  const auto forward = Wings<Softmax>::reference(in, variant);
  if (!forward) return forward.failure();
  const Tensor<T>&y = forward->y, &cotangent = in.cotangent.y;
  Tensor<T> grad_x(in.x.shape);
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane)
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      const auto at = lanes->index(lane, i);
      if (is_infinity(in.x[at], -1)) continue;  // a masked entry has no influence: 0
      T dot = 0;
      for (std::int64_t k = 0; k < lanes->length; ++k) dot += y[lanes->index(lane, k)] * cotangent[lanes->index(lane, k)];
      grad_x[at] = y[at] * (cotangent[at] - dot);
    }
  return SoftmaxVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
