#include "reference/contract/nn/mlp.hpp"

#include "fast/linalg/product.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::linalg;
using contract::nn::Mlp;
using contract::nn::MlpVjp;

namespace {

/// What each layer takes, and what it gives before the activation.
template <class T>
struct Layers {
  TensorList<T> taken, given;
};

template <class T>
Result<Layers<T>> forward(const Mlp::In<T>& in) {
  Layers<T> layers;
  layers.taken.push_back(in.x);
  for (std::size_t l = 0; l < in.weights.size(); ++l) {
    Tensor<T> z = product(layers.taken.back(), transposed(in.weights[l]));
    for (std::int64_t i = 0; i < z.shape[0]; ++i)
      for (std::int64_t j = 0; j < z.shape[1]; ++j) z(i, j) += in.biases[l][j];
    layers.given.push_back(z);
    if (l + 1 == in.weights.size()) break;
    if (in.activation != "identity") {
      const auto y = Mlp::with_activation(in.activation, [&]<class A, class>() -> Result<Tensor<T>> {
        const auto out = Wings<A>::fast(typename A::template In<T>{z});
        if (!out) return out.failure();
        return out->y;
      });
      if (!y) return y.failure();
      z = *y;
    }
    layers.taken.push_back(std::move(z));
  }
  return layers;
}

}  // namespace

/// BLAS for each layer.
template <>
const Fast<Mlp> Wings<Mlp>::fast = []<class T>(const Mlp::In<T>& in) -> Result<Mlp::Out<T>> {
  const auto layers = forward(in);
  if (!layers) return layers.failure();
  return Mlp::Out<T>{layers->given.back()};
};

/// Backpropagation: BLAS twice for each layer.
template <>
const Fast<MlpVjp> Wings<MlpVjp>::fast = []<class T>(const MlpVjp::In<T>& in) -> Result<MlpVjp::Out<T>> {
  const auto layers = forward(in);
  if (!layers) return layers.failure();
  MlpVjp::Out<T> out{{}, TensorList<T>(in.weights.size()), TensorList<T>(in.weights.size())};
  Tensor<T> z = in.cotangent.y;
  for (std::size_t l = in.weights.size(); l-- > 0;) {
    out.grad_weights[l] = product(transposed(z), layers->taken[l]);
    out.grad_biases[l] = Tensor<T>(in.biases[l].shape);
    for (std::int64_t j = 0; j < z.shape[1]; ++j) out.grad_biases[l][j] = fast::tensor::pairwise_sum<T>(0, z.shape[0], [&](std::int64_t i) { return z(i, j); });
    z = product(z, in.weights[l]);
    if (l == 0 || in.activation == "identity") continue;
    const auto slopes = Mlp::with_activation(in.activation, [&]<class A, class D>() -> Result<Tensor<T>> {
      const auto pulled = Wings<D>::fast(typename D::template In<T>{{layers->given[l - 1]}, {z}});
      if (!pulled) return pulled.failure();
      return pulled->grad_x;
    });
    if (!slopes) return slopes.failure();
    z = *slopes;
  }
  out.grad_x = z;
  return out;
};

}  // namespace etalon
