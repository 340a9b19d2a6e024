#include "reference/contract/nn/log_softmax.hpp"

#include <algorithm>

#include "reference/nn/weights.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::LogSoftmax;
using contract::nn::LogSoftmaxVjp;
using reference::nn::weights;

/// As it is written.
template <>
const Reference<LogSoftmax> Wings<LogSoftmax>::reference = []<class T>(const LogSoftmax::In<T>& in) -> Result<LogSoftmax::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const std::vector<T> x = lanes->entries(in.x, lane);
    if (std::all_of(x.begin(), x.end(), [](const T& entry) { return is_infinity(entry, -1); })) return domain("C2", "every entry along the axis is −∞");
    const T logarithm = log_sum_exp(x);
    for (std::int64_t k = 0; k < lanes->length; ++k) y[lanes->index(lane, k)] = x[static_cast<std::size_t>(k)] - logarithm;
  }
  return LogSoftmax::Out<T>{std::move(y)};
};

/// ȳ − s Σ ȳ.
template <>
const Reference<LogSoftmaxVjp> Wings<LogSoftmaxVjp>::reference = []<class T>(const LogSoftmaxVjp::In<T>& in) -> Result<LogSoftmaxVjp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const std::vector<T> s = weights(lanes->entries(in.x, lane));
    if (s.empty()) return domain("C2", "every entry along the axis is −∞");
    T sum = 0;
    for (std::int64_t k = 0; k < lanes->length; ++k) sum += in.cotangent.y[lanes->index(lane, k)];
    for (std::int64_t k = 0; k < lanes->length; ++k) grad_x[lanes->index(lane, k)] = in.cotangent.y[lanes->index(lane, k)] - s[static_cast<std::size_t>(k)] * sum;
  }
  return LogSoftmaxVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
