#include "reference/contract/nn/mlp.hpp"

#include "fast/nn/network.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Mlp;
using contract::nn::MlpVjp;

/// BLAS for each layer.
template <>
const Fast<Mlp> Wings<Mlp>::fast = []<class T>(const Mlp::In<T>& in) -> Result<Mlp::Out<T>> {
  const auto layers = forward(in.x, in.weights, in.biases, in.activation);
  if (!layers) return layers.failure();
  return Mlp::Out<T>{layers->y()};
};

template <>
const Fast<MlpVjp> Wings<MlpVjp>::fast = []<class T>(const MlpVjp::In<T>& in) -> Result<MlpVjp::Out<T>> {
  const auto layers = forward(in.x, in.weights, in.biases, in.activation);
  if (!layers) return layers.failure();
  auto pulled = backward(*layers, in.weights, in.biases, in.activation, in.cotangent.y);
  if (!pulled) return pulled.failure();
  return MlpVjp::Out<T>{std::move(pulled->x), std::move(pulled->weights), std::move(pulled->biases)};
};

}  // namespace etalon
