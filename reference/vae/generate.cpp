#include "reference/contract/vae/generate.hpp"

#include "reference/nn/network.hpp"

namespace etalon {
using contract::vae::Generate;

template <>
const Reference<Generate> Wings<Generate>::reference = []<class T>(const Generate::In<T>& in) -> Result<Generate::Out<T>> {
  const Tensor<T> answer = reference::nn::network(in.z, in.decoder_weights, in.decoder_biases, in.activation);
  return Generate::Out<T>{in.likelihood == "gaussian" ? answer : map(answer, [](const T& a) { return T(sigmoid(a)); })};
};

}  // namespace etalon
