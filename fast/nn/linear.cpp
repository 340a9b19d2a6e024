#include "reference/contract/nn/linear.hpp"

#include "fast/backend/blas.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast;
using contract::nn::Linear;
using contract::nn::LinearVjp;

namespace {

template <class T>
Tensor<T> transposed(const Tensor<T>& x) {
  Tensor<T> y({x.shape[1], x.shape[0]});
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j < x.shape[1]; ++j) y(j, i) = x(i, j);
  return y;
}
template <class T>
Tensor<T> product(const Tensor<T>& a, const Tensor<T>& b) {
  Tensor<T> c({a.shape[0], b.shape[1]});
  backend::gemm(a.shape[0], b.shape[1], a.shape[1], a.data.data(), b.data.data(), c.data.data());
  return c;
}

}  // namespace

/// BLAS, and the bias.
template <>
const Fast<Linear> Wings<Linear>::fast = []<class T>(const Linear::In<T>& in) -> Result<Linear::Out<T>> {
  Tensor<T> z = product(in.x, transposed(in.weight));
  for (std::int64_t i = 0; i < z.shape[0]; ++i)
    for (std::int64_t j = 0; j < z.shape[1]; ++j) z(i, j) += in.bias[j];
  return Linear::Out<T>{z};
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
