#include "reference/contract/nn/batch_norm_statistics.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::BatchNormStatistics;
using contract::nn::BatchNormStatisticsVjp;

/// Mean and variance of the batch, weighed.
constexpr auto batch_norm_statistics = []<class T>(const BatchNormStatistics::In<T>& in, BatchNormStatistics::Variant variant) -> Result<BatchNormStatistics::Out<T>> {
  BatchNormStatistics::Out<T> out{in.running_mean, in.running_variance};
  const auto [kept, taken] = BatchNormStatistics::weights(in.momentum, variant);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const T n = channels.length, divisor = BatchNormStatistics::divisor(channels.length, variant);
  for (std::int64_t c = 0; c < channels.count; ++c) {
    T sum = 0, squares = 0;
    for (std::int64_t k = 0; k < channels.length; ++k) sum += in.x[channels.index(c, k)];
    for (std::int64_t k = 0; k < channels.length; ++k) squares += square(in.x[channels.index(c, k)] - sum / n);
    out.mean[c] = kept * in.running_mean[c] + taken * (sum / n);
    out.variance[c] = kept * in.running_variance[c] + taken * (squares / divisor);
  }
  return out;
};

template <>
const Reference<BatchNormStatistics> Wings<BatchNormStatistics>::reference = batch_norm_statistics;

template <>
const Reference<BatchNormStatisticsVjp> Wings<BatchNormStatisticsVjp>::reference = reverse_sweep<BatchNormStatisticsVjp>(batch_norm_statistics);

}  // namespace etalon
