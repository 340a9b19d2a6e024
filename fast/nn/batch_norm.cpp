#include "reference/contract/nn/batch_norm.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon {
using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;

namespace {

/// One channel: x̂ = (x − μ)/s with s = √(σ² + ε), from two passes; deviations whose squares would overflow are scaled by a power of two.
template <class T>
struct Channel {
  std::vector<T> normalized;
  T inverse_deviation;  ///< 1/s

  Channel(const BatchNorm::In<T>& in, const Lanes& channels, std::int64_t c) {
    constexpr int quarter = std::numeric_limits<T>::max_exponent / 4;
    const auto m = static_cast<T>(channels.length);
    T mean = 0, variance = 0, largest = 0;
    normalized = channels.entries(in.x, c);
    for (T& x : normalized) mean += (x /= 4) / m;  // so that no difference overflows
    for (T& x : normalized) largest = std::max(largest, std::fabs(x -= mean));
    const int shift = largest > 0 ? std::min(0, quarter - std::ilogb(largest)) : 0;
    for (T& x : normalized) x = std::ldexp(x, shift), variance += x * x / m;
    const T deviation = std::sqrt(variance + std::ldexp(in.epsilon, 2 * shift - 4));
    for (T& x : normalized) x /= deviation;
    inverse_deviation = std::ldexp(1 / deviation, shift - 2);
  }
};

}  // namespace

template <>
const Fast<BatchNorm> Wings<BatchNorm>::fast = []<class T>(const BatchNorm::In<T>& in) -> Result<BatchNorm::Out<T>> {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  Tensor<T> y(in.x.shape);
  for (std::int64_t c = 0; c < channels.count; ++c) {
    const Channel<T> channel(in, channels, c);
    for (std::int64_t k = 0; k < channels.length; ++k) y[channels.index(c, k)] = in.weight[c] * channel.normalized[k] + in.bias[c];
  }
  return BatchNorm::Out<T>{y};
};

/// The closed form: two sums for each channel instead of a sweep.
template <>
const Fast<BatchNormVjp> Wings<BatchNormVjp>::fast = []<class T>(const BatchNormVjp::In<T>& in) -> Result<BatchNormVjp::Out<T>> {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  const auto m = static_cast<T>(channels.length);
  BatchNormVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.bias.shape)};
  for (std::int64_t c = 0; c < channels.count; ++c) {
    const Channel<T> channel(in, channels, c);
    const auto cotangent = [&](std::int64_t k) { return in.cotangent.y[channels.index(c, k)]; };
    T &sum = out.grad_bias[c], &product = out.grad_weight[c];
    for (std::int64_t k = 0; k < channels.length; ++k) sum += cotangent(k), product += cotangent(k) * channel.normalized[k];
    for (std::int64_t k = 0; k < channels.length; ++k)
      out.grad_x[channels.index(c, k)] = in.weight[c] * channel.inverse_deviation * (cotangent(k) - sum / m - channel.normalized[k] * (product / m));
  }
  return out;
};

}  // namespace etalon
