#include "reference/contract/nn/batch_norm_statistics.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::BatchNormStatistics;
using contract::nn::BatchNormStatisticsVjp;

/// Two passes; deviations whose squares would overflow are scaled by a power of two.
template <>
const Fast<BatchNormStatistics> Wings<BatchNormStatistics>::fast = []<class T>(const BatchNormStatistics::In<T>& in, BatchNormStatistics::Variant variant) -> Result<BatchNormStatistics::Out<T>> {
  constexpr int quarter = std::numeric_limits<T>::max_exponent / 4;
  BatchNormStatistics::Out<T> out{in.running_mean, in.running_variance};
  const auto [kept, taken] = BatchNormStatistics::weights(in.momentum, variant);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const auto divisor = static_cast<T>(BatchNormStatistics::divisor(channels.length, variant));
  for (std::int64_t c = 0; c < channels.count; ++c) {
    std::vector<T> x = channels.entries(in.x, c);
    const T mean = mean_of<T>(channels.length, [&](std::int64_t k) { return x[k]; });
    T largest = std::fabs(mean);
    for (const T entry : x) largest = std::max(largest, std::fabs(entry));
    const int shift = largest > 0 ? std::min(0, quarter - std::ilogb(largest)) : 0;
    for (T& entry : x) entry = std::ldexp(entry, shift) - std::ldexp(mean, shift);
    const T squares = pairwise_sum<T>(0, channels.length, [&](std::int64_t k) { return x[k] * x[k]; });
    out.mean[c] = kept * in.running_mean[c] + taken * mean;
    out.variance[c] = kept * in.running_variance[c] + std::ldexp(taken * (squares / divisor), -2 * shift);
  }
  return out;
};

/// The closed form, its products out of every range's reach.
template <>
const Fast<BatchNormStatisticsVjp> Wings<BatchNormStatisticsVjp>::fast = []<class T>(const BatchNormStatisticsVjp::In<T>& in, BatchNormStatistics::Variant variant) -> Result<BatchNormStatisticsVjp::Out<T>> {
  BatchNormStatisticsVjp::Out<T> out{Tensor<T>(in.x.shape), in.running_mean, in.running_variance};
  const auto [kept, taken] = BatchNormStatistics::weights(in.momentum, variant);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const auto n = static_cast<T>(channels.length), divisor = static_cast<T>(BatchNormStatistics::divisor(channels.length, variant));
  for (std::int64_t c = 0; c < channels.count; ++c) {
    const T mean = mean_of<T>(channels.length, [&](std::int64_t k) { return in.x[channels.index(c, k)]; });
    for (std::int64_t k = 0; k < channels.length; ++k) {
      const std::size_t i = channels.index(c, k);
      Scaled<T> slope = Scaled<T>::of(in.x[i]), of_mean = Scaled<T>::of(in.cotangent.mean[c]);
      slope += Scaled<T>::of(-mean);
      slope *= in.cotangent.variance[c];
      slope *= 2 / divisor;
      of_mean *= 1 / n;
      slope += of_mean;
      slope *= taken;
      out.grad_x[i] = slope.value();
    }
    out.grad_running_mean[c] = kept * in.cotangent.mean[c];
    out.grad_running_variance[c] = kept * in.cotangent.variance[c];
  }
  return out;
};

}  // namespace etalon
