#include "reference/contract/vae/autoencoder_loss.hpp"

#include "fast/nn/logistic.hpp"
#include "fast/nn/network.hpp"

namespace etalon {
using namespace fast::nn;
using contract::vae::AutoencoderLoss;
using contract::vae::AutoencoderLossGradient;
using Variant = AutoencoderLoss::Variant;

namespace {

template <class T>
struct Pass {
  Layers<T> encoder, decoder;
};
/// Both networks, by BLAS.
template <class T>
Result<Pass<T>> pass(const AutoencoderLoss::In<T>& in) {
  auto encoder = forward(in.x, in.encoder_weights, in.encoder_biases, in.activation);
  if (!encoder) return encoder.failure();
  auto decoder = forward(encoder->y(), in.decoder_weights, in.decoder_biases, in.activation);
  if (!decoder) return decoder.failure();
  return Pass<T>{std::move(*encoder), std::move(*decoder)};
}

}  // namespace

/// Each part is divided before it is added: no sum overflows where the loss does not.
template <>
const Fast<AutoencoderLoss> Wings<AutoencoderLoss>::fast = []<class T>(const AutoencoderLoss::In<T>& in, Variant variant) -> Result<AutoencoderLoss::Out<T>> {
  const auto of = pass(in);
  if (!of) return of.failure();
  const T share = 1 / static_cast<T>(AutoencoderLoss::divisor(in, variant));
  const Tensor<T>& decoded = of->decoder.y();
  return AutoencoderLoss::Out<T>{fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(in.x.size()), [&](std::int64_t i) {
    const T x = in.x[i], a = decoded[i];
    return in.loss == "mse" ? (x - a) * share * (x - a) : (x * softplus_of(-a) + (1 - x) * softplus_of(a)) * share;
  })};
};

/// Backpropagation through both.
template <>
const Fast<AutoencoderLossGradient> Wings<AutoencoderLossGradient>::fast =
    []<class T>(const AutoencoderLoss::In<T>& in, Variant variant) -> Result<AutoencoderLossGradient::Out<T>> {
  const auto of = pass(in);
  if (!of) return of.failure();
  const T share = 1 / static_cast<T>(AutoencoderLoss::divisor(in, variant));
  Tensor<T> slopes = of->decoder.y();
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    const T x = in.x[i], a = slopes[i];
    slopes[i] = share * (in.loss == "mse" ? 2 * (a - x) : (1 - x) * sigmoid_of(a) - x * sigmoid_of(-a));
  }
  auto decoder = backward(of->decoder, in.decoder_weights, in.decoder_biases, in.activation, std::move(slopes));
  if (!decoder) return decoder.failure();
  auto encoder = backward(of->encoder, in.encoder_weights, in.encoder_biases, in.activation, std::move(decoder->x));
  if (!encoder) return encoder.failure();
  return AutoencoderLossGradient::Out<T>{std::move(encoder->weights), std::move(encoder->biases), std::move(decoder->weights), std::move(decoder->biases)};
};

}  // namespace etalon
