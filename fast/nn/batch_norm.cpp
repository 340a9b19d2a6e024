#include "reference/contract/nn/batch_norm.hpp"

#include "fast/nn/normalized.hpp"

namespace etalon {
using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;
using fast::nn::Normalized;

namespace {

/// The channels, one after the other: calls `each(channel, its entries normalised)`.
template <class T, class F>
void for_each_channel(const BatchNorm::In<T>& in, const Lanes& channels, F each) {
  Normalized<T> channel(static_cast<std::size_t>(channels.length));
  for (std::int64_t c = 0; c < channels.count; ++c) {
    channel.take(channels.entries(in.x, c).data(), in.epsilon);
    each(c, channel);
  }
}

}  // namespace

template <>
const Fast<BatchNorm> Wings<BatchNorm>::fast = []<class T>(const BatchNorm::In<T>& in) -> Result<BatchNorm::Out<T>> {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  Tensor<T> y(in.x.shape);
  for_each_channel(in, channels, [&](std::int64_t c, const Normalized<T>& channel) {
    for (std::int64_t k = 0; k < channels.length; ++k) y[channels.index(c, k)] = in.weight[c] * channel.x[k] + in.bias[c];
  });
  return BatchNorm::Out<T>{std::move(y)};
};

/// The closed form: two sums for each channel instead of a sweep.
template <>
const Fast<BatchNormVjp> Wings<BatchNormVjp>::fast = []<class T>(const BatchNormVjp::In<T>& in) -> Result<BatchNormVjp::Out<T>> {
  const Lanes channels = Lanes::but(in.x.shape, 1);
  BatchNormVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.bias.shape)};
  for_each_channel(in, channels, [&](std::int64_t c, const Normalized<T>& channel) {
    std::vector<T> cotangents = channels.entries(in.cotangent.y, c);
    for (std::int64_t k = 0; k < channels.length; ++k) out.grad_bias[c] += cotangents[k], out.grad_weight[c] += cotangents[k] * channel.x[k];
    for (T& y : cotangents) y *= in.weight[c];
    channel.pull_back(cotangents.data());
    for (std::int64_t k = 0; k < channels.length; ++k) out.grad_x[channels.index(c, k)] = cotangents[k];
  });
  return out;
};

}  // namespace etalon
