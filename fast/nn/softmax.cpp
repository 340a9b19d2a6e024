#include "reference/contract/nn/softmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon {
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

/// Shifted by the maximum: no exponential overflows, and the largest is exactly 1.
template <>
const Fast<Softmax> Wings<Softmax>::fast = []<class T>(const Softmax::In<T>& in, Softmax::Variant variant) -> Result<Softmax::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T top = -INFINITY, sum = 0;
    for (std::int64_t i = 0; i < lanes->length; ++i) top = std::max(top, in.x[lanes->index(lane, i)]);
    if (top == -INFINITY) {
      if (variant == Softmax::Variant::undefined) return domain("C2", "every entry along the axis is −∞");
      for (std::int64_t i = 0; i < lanes->length; ++i)
        y[lanes->index(lane, i)] = variant == Softmax::Variant::uniform ? 1 / static_cast<T>(lanes->length) : T(0);
      continue;
    }
    for (std::int64_t i = 0; i < lanes->length; ++i) sum += y[lanes->index(lane, i)] = std::exp(in.x[lanes->index(lane, i)] - top);
    for (std::int64_t i = 0; i < lanes->length; ++i) y[lanes->index(lane, i)] /= sum;
  }
  return Softmax::Out<T>{y};
};

/// Cotangents relative to the heaviest entry's: x̄ does not change, and nothing cancels where one weight is near 1.
template <>
const Fast<SoftmaxVjp> Wings<SoftmaxVjp>::fast = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant) -> Result<SoftmaxVjp::Out<T>> {
  const auto forward = Wings<Softmax>::fast(in, variant);
  if (!forward) return forward.failure();
  const Tensor<T>&y = forward->y, &cotangent = in.cotangent.y;
  Tensor<T> grad_x(in.x.shape);
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    std::size_t top = lanes->index(lane, 0);
    for (std::int64_t i = 1; i < lanes->length; ++i)
      if (const auto at = lanes->index(lane, i); y[at] > y[top]) top = at;
    T dot = 0;
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const auto at = lanes->index(lane, k);
      dot += y[at] * (cotangent[at] - cotangent[top]);
    }
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      const auto at = lanes->index(lane, i);
      const T slope = cotangent[at] - cotangent[top] - dot;
      if (in.x[at] == -INFINITY) grad_x[at] = 0;
      else if (y[at] >= std::numeric_limits<T>::min()) grad_x[at] = y[at] * slope;
      else {  // the weight has underflowed, its product with a large slope need not
        const T root = std::exp((in.x[at] - in.x[top]) / 2);
        grad_x[at] = root * y[top] * slope * root;
      }
    }
  }
  return SoftmaxVjp::Out<T>{grad_x};
};

}  // namespace etalon
