#include "reference/contract/nn/batch_norm.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;

/// Mean, variance, and the formula, as they are written.
constexpr auto batch_norm = []<class T>(const BatchNorm::In<T>& in) -> Result<BatchNorm::Out<T>> {
  Tensor<T> y(in.x.shape);
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const T m = channels.length;
  for (std::int64_t c = 0; c < channels.count; ++c) {
    const auto x = [&](std::int64_t k) { return in.x[channels.index(c, k)]; };
    T mean = 0, variance = 0;
    for (std::int64_t k = 0; k < channels.length; ++k) mean += x(k) / m;
    for (std::int64_t k = 0; k < channels.length; ++k) variance += square(x(k) - mean) / m;
    for (std::int64_t k = 0; k < channels.length; ++k)
      y[channels.index(c, k)] = in.weight[c] * (x(k) - mean) / sqrt(variance + in.epsilon) + in.bias[c];
  }
  return BatchNorm::Out<T>{std::move(y)};
};

template <>
const Reference<BatchNorm> Wings<BatchNorm>::reference = batch_norm;

template <>
const Reference<BatchNormVjp> Wings<BatchNormVjp>::reference = reverse_sweep<BatchNormVjp>(batch_norm);

}  // namespace etalon
