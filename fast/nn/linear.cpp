#include "reference/contract/nn/linear.hpp"

#include "fast/linalg/product.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast;
using fast::linalg::product;
using fast::linalg::transposed;
using contract::nn::Linear;
using contract::nn::LinearVjp;

/// BLAS, and the bias.
template <>
const Fast<Linear> Wings<Linear>::fast = []<class T>(const Linear::In<T>& in) -> Result<Linear::Out<T>> {
  Tensor<T> z = product(in.x, transposed(in.weight));
  for (std::int64_t i = 0; i < z.shape[0]; ++i)
    for (std::int64_t j = 0; j < z.shape[1]; ++j) z(i, j) += in.bias[j];
  return Linear::Out<T>{std::move(z)};
};

/// BLAS twice, and sums in pairs.
template <>
const Fast<LinearVjp> Wings<LinearVjp>::fast = []<class T>(const LinearVjp::In<T>& in) -> Result<LinearVjp::Out<T>> {
  const Tensor<T>& z = in.cotangent.z;
  Tensor<T> bias(in.bias.shape);
  for (std::int64_t j = 0; j < z.shape[1]; ++j) bias[j] = tensor::pairwise_sum<T>(0, z.shape[0], [&](std::int64_t i) { return z(i, j); });
  return LinearVjp::Out<T>{product(z, in.weight), product(transposed(z), in.x), bias};
};

}  // namespace etalon
