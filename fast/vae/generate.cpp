#include "reference/contract/vae/generate.hpp"

#include "fast/nn/network.hpp"

namespace etalon {
using contract::nn::Sigmoid;
using contract::vae::Generate;

template <>
const Fast<Generate> Wings<Generate>::fast = []<class T>(const Generate::In<T>& in) -> Result<Generate::Out<T>> {
  const auto layers = fast::nn::forward(in.z, in.decoder_weights, in.decoder_biases, in.activation);
  if (!layers) return layers.failure();
  if (in.likelihood == "gaussian") return Generate::Out<T>{layers->y()};
  const auto probability = Wings<Sigmoid>::fast(Sigmoid::In<T>{layers->y()});
  if (!probability) return probability.failure();
  return Generate::Out<T>{probability->y};
};

}  // namespace etalon
