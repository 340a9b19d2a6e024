#include "reference/contract/nn/conv.hpp"

#include "fast/nn/direct.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Conv;
using contract::nn::ConvVjp;

template <>
const Fast<Conv> Wings<Conv>::fast = []<class T>(const Conv::In<T>& in) -> Result<Conv::Out<T>> {
  const contract::ConvolutionWindows w = Conv::windows(in);
  Tensor<T> y = convolved<T>(w, [&](const auto& way) { return way.small_of(in.x, in.weight); });
  add_bias(y, in.bias);
  return Conv::Out<T>{std::move(y)};
};

/// The transpose, and ȳ times x over all positions.
template <>
const Fast<ConvVjp> Wings<ConvVjp>::fast = []<class T>(const ConvVjp::In<T>& in) -> Result<ConvVjp::Out<T>> {
  const contract::ConvolutionWindows w = Conv::windows(in);
  const Tensor<T>& y = in.cotangent.y;
  return convolved<T>(w, [&](const auto& way) {
    return ConvVjp::Out<T>{way.large_of(y, in.weight), way.weight_of(in.x, y, in.weight.shape), sums_of_channels(y, in.bias.shape)};
  });
};

}  // namespace etalon
