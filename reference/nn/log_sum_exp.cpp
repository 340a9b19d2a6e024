#include "reference/contract/nn/log_sum_exp.hpp"

#include "reference/nn/exponent_range.hpp"

namespace etalon {
using namespace reference::nn;
using contract::nn::LogSumExp;

/// log Σᵢ exp xᵢ, as it is written.
template <>
const Reference<LogSumExp> Wings<LogSumExp>::reference = []<class T>(const LogSumExp::In<T>& in) -> Result<LogSumExp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  if (!lanes) return domain("C1", "x has no entries along this axis");
  for (const T& x : in.x)
    if (isnan(x) || is_infinity(x, +1)) return domain("C1", "x has an entry that is NaN or +∞");

  Tensor<T> value(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const T shift = exponent_shift(in.x, *lanes, lane);
    T sum = 0;
    for (std::int64_t i = 0; i < lanes->length; ++i) sum += exp(in.x[lanes->index(lane, i)] - shift);
    value[lane] = log(sum) + shift;
  }
  return LogSumExp::Out<T>{value};
};

}  // namespace etalon
