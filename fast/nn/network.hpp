#pragma once
#include <string>
#include <utility>

#include "fast/linalg/product.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/nn/mlp.hpp"

/// Linear layers with an activation between them, by BLAS.
namespace etalon::fast::nn {

/// What each layer takes, and what it gives before the activation.
template <class T>
struct Layers {
  TensorList<T> taken, given;

  const Tensor<T>& y() const { return given.back(); }
};

template <class T>
Result<Layers<T>> forward(const Tensor<T>& x, const TensorList<T>& weights, const TensorList<T>& biases, const std::string& activation) {
  Layers<T> layers;
  layers.taken.push_back(x);
  for (std::size_t l = 0; l < weights.size(); ++l) {
    Tensor<T> z = linalg::product(layers.taken.back(), linalg::transposed(weights[l]));
    for (std::int64_t i = 0; i < z.shape[0]; ++i)
      for (std::int64_t j = 0; j < z.shape[1]; ++j) z(i, j) += biases[l][j];
    layers.given.push_back(z);
    if (l + 1 == weights.size()) break;
    if (activation != "identity") {
      const auto y = contract::nn::Mlp::with_activation(activation, [&]<class A, class>() -> Result<Tensor<T>> {
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

/// The cotangents of what the layers take and have.
template <class T>
struct Pulled {
  Tensor<T> x;
  TensorList<T> weights, biases;
};

/// Backpropagation of z, the cotangent of what the last layer gives: BLAS twice for each layer.
template <class T>
Result<Pulled<T>> backward(const Layers<T>& layers, const TensorList<T>& weights, const TensorList<T>& biases, const std::string& activation, Tensor<T> z) {
  Pulled<T> out{{}, TensorList<T>(weights.size()), TensorList<T>(weights.size())};
  for (std::size_t l = weights.size(); l-- > 0;) {
    out.weights[l] = linalg::product(linalg::transposed(z), layers.taken[l]);
    out.biases[l] = Tensor<T>(biases[l].shape);
    for (std::int64_t j = 0; j < z.shape[1]; ++j) out.biases[l][j] = tensor::pairwise_sum<T>(0, z.shape[0], [&](std::int64_t i) { return z(i, j); });
    z = linalg::product(z, weights[l]);
    if (l == 0 || activation == "identity") continue;
    const auto slopes = contract::nn::Mlp::with_activation(activation, [&]<class A, class D>() -> Result<Tensor<T>> {
      const auto pulled = Wings<D>::fast(typename D::template In<T>{{layers.given[l - 1]}, {z}});
      if (!pulled) return pulled.failure();
      return pulled->grad_x;
    });
    if (!slopes) return slopes.failure();
    z = *slopes;
  }
  out.x = std::move(z);
  return out;
}

}  // namespace etalon::fast::nn
