#include "reference/contract/nn/mlp.hpp"

#include "reference/nn/network.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Mlp;
using contract::nn::MlpVjp;

/// Layer by layer, as it is written.
constexpr auto mlp = []<class T>(const Mlp::In<T>& in) -> Result<Mlp::Out<T>> {
  return Mlp::Out<T>{reference::nn::network(in.x, in.weights, in.biases, in.activation)};
};

template <>
const Reference<Mlp> Wings<Mlp>::reference = mlp;

template <>
const Reference<MlpVjp> Wings<MlpVjp>::reference = reverse_sweep<MlpVjp>(mlp);

}  // namespace etalon
