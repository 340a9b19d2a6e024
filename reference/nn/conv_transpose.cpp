#include "reference/contract/nn/conv_transpose.hpp"

#include "reference/nn/convolution.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;
using namespace reference::nn;

/// As it is written: the convolution's products, x in place of its result.
template <>
const Reference<ConvTranspose> Wings<ConvTranspose>::reference = []<class T>(const ConvTranspose::In<T>& in) -> Result<ConvTranspose::Out<T>> {
  const contract::ConvolutionWindows w = ConvTranspose::windows(in);
  Tensor<T> y = biased(w.large_shape(), in.bias);
  for_each_product(w, [&](std::size_t of_x, std::size_t of_weight, std::size_t of_y) { y[of_y] += in.weight[of_weight] * in.x[of_x]; });
  return ConvTranspose::Out<T>{std::move(y)};
};

/// Each product is linear in both of its factors.
template <>
const Reference<ConvTransposeVjp> Wings<ConvTransposeVjp>::reference = []<class T>(const ConvTransposeVjp::In<T>& in) -> Result<ConvTransposeVjp::Out<T>> {
  Tensor<T> grad_x(in.x.shape), grad_weight(in.weight.shape);
  for_each_product(ConvTranspose::windows(in), [&](std::size_t of_x, std::size_t of_weight, std::size_t of_y) {
    grad_x[of_x] += in.weight[of_weight] * in.cotangent.y[of_y];
    grad_weight[of_weight] += in.x[of_x] * in.cotangent.y[of_y];
  });
  return ConvTransposeVjp::Out<T>{grad_x, grad_weight, of_bias(in.bias.shape, in.cotangent.y)};
};

}  // namespace etalon
