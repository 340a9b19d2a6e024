#include "reference/contract/nn/log_sum_exp.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::LogSumExp;

/// log Σᵢ exp xᵢ, as it is written.
template <>
const Reference<LogSumExp> Wings<LogSumExp>::reference = []<class T>(const LogSumExp::In<T>& in) -> Result<LogSumExp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  if (!lanes) return domain("C1", "x has no entries along this axis");
  for (const T& x : in.x)
    if (isnan(x) || is_infinity(x, +1)) return domain("C1", "x has an entry that is NaN or +∞");

  Tensor<T> value(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) value[lane] = etalon::log_sum_exp(lanes->entries(in.x, lane));
  return LogSumExp::Out<T>{value};
};

}  // namespace etalon
