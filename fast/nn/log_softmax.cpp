#include "reference/contract/nn/log_softmax.hpp"

#include <cmath>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::LogSoftmax;
using contract::nn::LogSoftmaxVjp;

namespace {

/// The largest entry of a lane, and Σ exp(x − largest) over the others.
template <class T>
struct Shifted {
  T top = -INFINITY, others = 0;

  Shifted(const Tensor<T>& x, const Lanes& lanes, std::int64_t lane) {
    std::int64_t first = 0;
    for (std::int64_t k = 0; k < lanes.length; ++k)
      if (x[lanes.index(lane, k)] > top) top = x[lanes.index(lane, k)], first = k;
    if (top != -INFINITY) others = pairwise_sum<T>(0, lanes.length, [&](std::int64_t k) { return k == first ? T(0) : std::exp(x[lanes.index(lane, k)] - top); });
  }
};

}  // namespace

/// Σ exp(x − max) is 1 and the others: its logarithm by log1p.
template <>
const Fast<LogSoftmax> Wings<LogSoftmax>::fast = []<class T>(const LogSoftmax::In<T>& in) -> Result<LogSoftmax::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const Shifted<T> x(in.x, *lanes, lane);
    if (x.top == -INFINITY) return domain("C2", "every entry along the axis is −∞");
    for (std::int64_t k = 0; k < lanes->length; ++k) y[lanes->index(lane, k)] = (in.x[lanes->index(lane, k)] - x.top) - std::log1p(x.others);
  }
  return LogSoftmax::Out<T>{y};
};

/// The weights by the same sum.
template <>
const Fast<LogSoftmaxVjp> Wings<LogSoftmaxVjp>::fast = []<class T>(const LogSoftmaxVjp::In<T>& in) -> Result<LogSoftmaxVjp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const Shifted<T> x(in.x, *lanes, lane);
    if (x.top == -INFINITY) return domain("C2", "every entry along the axis is −∞");
    const auto cotangent = [&](std::int64_t k) { return in.cotangent.y[lanes->index(lane, k)]; };
    const T sum = pairwise_sum<T>(0, lanes->length, cotangent);
    for (std::int64_t k = 0; k < lanes->length; ++k)
      grad_x[lanes->index(lane, k)] = cotangent(k) - std::exp(in.x[lanes->index(lane, k)] - x.top) / (1 + x.others) * sum;
  }
  return LogSoftmaxVjp::Out<T>{grad_x};
};

}  // namespace etalon
