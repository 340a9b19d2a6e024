#include "reference/contract/nn/conv_transpose.hpp"

#include "fast/nn/columns.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;

template <>
const Fast<ConvTranspose> Wings<ConvTranspose>::fast = []<class T>(const ConvTranspose::In<T>& in) -> Result<ConvTranspose::Out<T>> {
  const contract::ConvolutionWindows w = ConvTranspose::windows(in);
  Tensor<T> y = Columns<T>(w).large_of(in.x, in.weight);
  add_bias(y, in.bias);
  return ConvTranspose::Out<T>{y};
};

/// The convolution, and a product with the columns of ȳ.
template <>
const Fast<ConvTransposeVjp> Wings<ConvTransposeVjp>::fast = []<class T>(const ConvTransposeVjp::In<T>& in) -> Result<ConvTransposeVjp::Out<T>> {
  const contract::ConvolutionWindows w = ConvTranspose::windows(in);
  const Columns<T> columns(w);
  const Tensor<T>& y = in.cotangent.y;
  return ConvTransposeVjp::Out<T>{columns.small_of(y, in.weight), columns.weight_of(y, in.x, in.weight.shape), sums_of_channels(y, in.bias.shape)};
};

}  // namespace etalon
