#include "reference/contract/nn/conv.hpp"

#include "reference/nn/convolution.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Conv;
using contract::nn::ConvVjp;
using namespace reference::nn;

/// As it is written.
template <>
const Reference<Conv> Wings<Conv>::reference = []<class T>(const Conv::In<T>& in) -> Result<Conv::Out<T>> {
  const contract::ConvolutionWindows w = Conv::windows(in);
  Tensor<T> y = biased(w.small_shape(), in.bias);
  for_each_product(w, [&](std::size_t of_y, std::size_t of_weight, std::size_t of_x) { y[of_y] += in.weight[of_weight] * in.x[of_x]; });
  return Conv::Out<T>{std::move(y)};
};

/// Each product is linear in both of its factors.
template <>
const Reference<ConvVjp> Wings<ConvVjp>::reference = []<class T>(const ConvVjp::In<T>& in) -> Result<ConvVjp::Out<T>> {
  Tensor<T> grad_x(in.x.shape), grad_weight(in.weight.shape);
  for_each_product(Conv::windows(in), [&](std::size_t of_y, std::size_t of_weight, std::size_t of_x) {
    grad_x[of_x] += in.weight[of_weight] * in.cotangent.y[of_y];
    grad_weight[of_weight] += in.x[of_x] * in.cotangent.y[of_y];
  });
  return ConvVjp::Out<T>{grad_x, grad_weight, of_bias(in.bias.shape, in.cotangent.y)};
};

}  // namespace etalon
