#include "reference/contract/nn/instance_norm.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::InstanceNorm;
using contract::nn::InstanceNormVjp;

/// As it is written, for each sample and each channel.
constexpr auto instance_norm = []<class T>(const InstanceNorm::In<T>& in) -> Result<InstanceNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::int64_t samples = in.x.shape[0], channels = in.x.shape[1], length = count_of(in.x.shape) / samples / channels;
  for (std::int64_t sample = 0; sample < samples; ++sample)
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const std::int64_t first = (sample * channels + channel) * length;
      T mean = 0, variance = 0;
      for (std::int64_t k = 0; k < length; ++k) mean += in.x[first + k] / T(length);
      for (std::int64_t k = 0; k < length; ++k) variance += square(in.x[first + k] - mean) / T(length);
      for (std::int64_t k = 0; k < length; ++k) y[first + k] = in.weight[channel] * (in.x[first + k] - mean) / sqrt(variance + in.epsilon) + in.bias[channel];
    }
  return InstanceNorm::Out<T>{std::move(y)};
};

template <>
const Reference<InstanceNorm> Wings<InstanceNorm>::reference = instance_norm;

template <>
const Reference<InstanceNormVjp> Wings<InstanceNormVjp>::reference = reverse_sweep<InstanceNormVjp>(instance_norm);

}  // namespace etalon
