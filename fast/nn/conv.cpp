#include "reference/contract/nn/conv.hpp"

#include "fast/nn/columns.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Conv;
using contract::nn::ConvVjp;

template <>
const Fast<Conv> Wings<Conv>::fast = []<class T>(const Conv::In<T>& in) -> Result<Conv::Out<T>> {
  const contract::ConvolutionWindows w = Conv::windows(in);
  Tensor<T> y = Columns<T>(w).small_of(in.x, in.weight);
  add_bias(y, in.bias);
  return Conv::Out<T>{y};
};

/// The transpose, and a product with the columns of x.
template <>
const Fast<ConvVjp> Wings<ConvVjp>::fast = []<class T>(const ConvVjp::In<T>& in) -> Result<ConvVjp::Out<T>> {
  const contract::ConvolutionWindows w = Conv::windows(in);
  const Columns<T> columns(w);
  const Tensor<T>& y = in.cotangent.y;
  return ConvVjp::Out<T>{columns.large_of(y, in.weight), columns.weight_of(in.x, y, in.weight.shape), sums_of_channels(y, in.bias.shape)};
};

}  // namespace etalon
