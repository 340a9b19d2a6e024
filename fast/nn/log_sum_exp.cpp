#include "reference/contract/nn/log_sum_exp.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
using contract::nn::LogSumExp;
using contract::nn::LogSumExpVjp;

/// Shifted by the maximum, whose term is left out of the sum: log1p keeps what a dominant entry would swallow.
template <>
const Fast<LogSumExp> Wings<LogSumExp>::fast = []<class T>(const LogSumExp::In<T>& in) -> Result<LogSumExp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> value(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const auto x = [&](std::int64_t i) { return in.x[lanes->index(lane, i)]; };
    std::int64_t top = 0;
    for (std::int64_t i = 1; i < lanes->length; ++i)
      if (x(i) > x(top)) top = i;
    T rest = 0;  // Σ exp(xᵢ − max) without the maximum's own 1: small parts are not swallowed by it
    if (x(top) > -INFINITY)
      for (std::int64_t i = 0; i < lanes->length; ++i)
        if (i != top) rest += std::exp(x(i) - x(top));
    value[lane] = x(top) + std::log1p(rest);
  }
  return LogSumExp::Out<T>{value};
};

/// Shifted by the maximum; the exponential enters as the square of its root, so that a large cotangent finds all its digits
/// where it underflows.
template <>
const Fast<LogSumExpVjp> Wings<LogSumExpVjp>::fast = []<class T>(const LogSumExpVjp::In<T>& in) -> Result<LogSumExpVjp::Out<T>> {
  const Tensor<T>& cotangent = in.cotangent.value;
  if (cotangent.shape != without_axis(in.x.shape, in.axis)) return domain("C0", "the cotangent does not have the shape of the value");
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T top = -INFINITY, sum = 0;
    for (std::int64_t i = 0; i < lanes->length; ++i) top = std::max(top, in.x[lanes->index(lane, i)]);
    if (top == -INFINITY) return domain("C5", "every entry along the axis is −∞");
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      const auto at = lanes->index(lane, i);
      grad_x[at] = std::exp((in.x[at] - top) / 2);
      sum += grad_x[at] * grad_x[at];
    }
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      T& g = grad_x[lanes->index(lane, i)];
      g = cotangent[lane] / sum * g * g;
    }
  }
  return LogSumExpVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
