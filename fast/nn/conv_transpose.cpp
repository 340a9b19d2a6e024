#include "reference/contract/nn/conv_transpose.hpp"

#include "fast/nn/direct.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;

template <>
const Fast<ConvTranspose> Wings<ConvTranspose>::fast = []<class T>(const ConvTranspose::In<T>& in) -> Result<ConvTranspose::Out<T>> {
  const contract::ConvolutionWindows w = ConvTranspose::windows(in);
  Tensor<T> y = convolved<T>(w, [&](const auto& way) { return way.large_of(in.x, in.weight); });
  add_bias(y, in.bias);
  return ConvTranspose::Out<T>{std::move(y)};
};

/// The convolution, and x times ȳ over all positions.
template <>
const Fast<ConvTransposeVjp> Wings<ConvTransposeVjp>::fast = []<class T>(const ConvTransposeVjp::In<T>& in) -> Result<ConvTransposeVjp::Out<T>> {
  const contract::ConvolutionWindows w = ConvTranspose::windows(in);
  const Tensor<T>& y = in.cotangent.y;
  return convolved<T>(w, [&](const auto& way) {
    return ConvTransposeVjp::Out<T>{way.small_of(y, in.weight), way.weight_of(y, in.x, in.weight.shape), sums_of_channels(y, in.bias.shape)};
  });
};

}  // namespace etalon
