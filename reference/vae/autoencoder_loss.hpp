#pragma once
#include "reference/contract/vae/autoencoder_loss.hpp"
#include "reference/nn/network.hpp"

namespace etalon::reference::vae {

/// The loss, line by line; the activation may be another.
template <class Activate>
struct AutoencoderLossFormula {
  using AutoencoderLoss = contract::vae::AutoencoderLoss;

  template <class T>
  Result<AutoencoderLoss::Out<T>> operator()(const AutoencoderLoss::In<T>& in, AutoencoderLoss::Variant variant) const {
    const Tensor<T> code = nn::network(in.x, in.encoder_weights, in.encoder_biases, in.activation, Activate{});
    const Tensor<T> decoded = nn::network(code, in.decoder_weights, in.decoder_biases, in.activation, Activate{});
    T sum = 0;
    for (std::size_t i = 0; i < in.x.size(); ++i) {
      const T &x = in.x[i], &a = decoded[i];
      sum += in.loss == "mse" ? square(x - a) : x * softplus(-a) + (1 - x) * softplus(a);
    }
    return AutoencoderLoss::Out<T>{sum / T(AutoencoderLoss::divisor(in, variant))};
  }
};

}  // namespace etalon::reference::vae
