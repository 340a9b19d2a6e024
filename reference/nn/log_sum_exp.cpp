#include "reference/contract/nn/log_sum_exp.hpp"

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::nn::LogSumExp;
using contract::nn::LogSumExpVjp;

/// log Σᵢ exp xᵢ, as it is written.
template <>
const Reference<LogSumExp> Wings<LogSumExp>::reference = []<class T>(const LogSumExp::In<T>& in) -> Result<LogSumExp::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> value(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) value[lane] = etalon::log_sum_exp(lanes->entries(in.x, lane));
  return LogSumExp::Out<T>{std::move(value)};
};

/// ℓ̄·exp xᵢ / Σₖ exp xₖ; a masked entry has no influence: 0.
template <>
const Reference<LogSumExpVjp> Wings<LogSumExpVjp>::reference = []<class T>(const LogSumExpVjp::In<T>& in) -> Result<LogSumExpVjp::Out<T>> {
  const Tensor<T>& cotangent = in.cotangent.value;
  if (cotangent.shape != without_axis(in.x.shape, in.axis)) return domain("C0", "the cotangent has the shape " + shape_text(cotangent.shape));
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> grad_x(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const std::vector<T> w = reference::nn::weights(lanes->entries(in.x, lane));
    if (w.empty()) return domain("C5", "every entry along the axis is −∞");
    for (std::int64_t i = 0; i < lanes->length; ++i) grad_x[lanes->index(lane, i)] = cotangent[lane] * w[static_cast<std::size_t>(i)];
  }
  return LogSumExpVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
