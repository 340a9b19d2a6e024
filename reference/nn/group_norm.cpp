#include "reference/contract/nn/group_norm.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::GroupNorm;
using contract::nn::GroupNormVjp;

/// As it is written; a group of a sample is a piece of x.
constexpr auto group_norm = []<class T>(const GroupNorm::In<T>& in) -> Result<GroupNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const std::size_t channels = in.weight.size(), length = in.x.size() / static_cast<std::size_t>(in.x.shape[0] * in.groups);
  const std::size_t of_channel = in.x.size() / (static_cast<std::size_t>(in.x.shape[0]) * channels);
  const T m = static_cast<std::int64_t>(length);
  for (std::size_t group = 0; group < in.x.size(); group += length) {
    T mean = 0, variance = 0;
    for (std::size_t i = group; i < group + length; ++i) mean += in.x[i] / m;
    for (std::size_t i = group; i < group + length; ++i) variance += square(in.x[i] - mean) / m;
    for (std::size_t i = group; i < group + length; ++i) {
      const std::size_t channel = i / of_channel % channels;
      y[i] = in.weight[channel] * (in.x[i] - mean) / sqrt(variance + in.epsilon) + in.bias[channel];
    }
  }
  return GroupNorm::Out<T>{std::move(y)};
};

template <>
const Reference<GroupNorm> Wings<GroupNorm>::reference = group_norm;

template <>
const Reference<GroupNormVjp> Wings<GroupNormVjp>::reference = reverse_sweep<GroupNormVjp>(group_norm);

}  // namespace etalon
