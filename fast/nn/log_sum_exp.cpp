#include "reference/contract/nn/log_sum_exp.hpp"

#include <cmath>

namespace etalon {
using contract::nn::LogSumExp;

/// Shifted by the maximum, whose term is left out of the sum: log1p keeps what a dominant entry would swallow.
template <>
const Fast<LogSumExp> Wings<LogSumExp>::fast = []<class T>(const LogSumExp::In<T>& in) -> Result<LogSumExp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  if (!lanes) return domain("C1", "x has no entries along this axis");
  for (const T x : in.x)
    if (!(x < INFINITY)) return domain("C1", "x has an entry that is NaN or +∞");

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

}  // namespace etalon
