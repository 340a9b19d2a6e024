#include "reference/contract/vae/loss.hpp"

#include "fast/nn/network.hpp"
#include "fast/vae/spread.hpp"
#include "reference/contract/vae/elbo.hpp"

namespace etalon {
using namespace fast::nn;
using namespace fast::vae;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::Loss;
using contract::vae::LossGradient;
using Variant = Loss::Variant;

namespace {

template <class T>
struct Pass {
  Layers<T> encoder, decoder;
  Elbo::In<T> bound;
};

/// Both networks by BLAS, and what vae.elbo takes.
template <class T>
Result<Pass<T>> pass(const Loss::In<T>& in, Variant variant) {
  const std::int64_t n = in.x.shape[0], d = in.noise.shape[1];
  auto encoder = forward(in.x, in.encoder_weights, in.encoder_biases, in.activation);
  if (!encoder) return encoder.failure();
  const Tensor<T>& code = encoder->y();
  Tensor<T> mu({n, d}), log_variance({n, d}), z({n, d});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < d; ++j) {
      const T s = variant == Variant::log_sigma ? 2 * code(i, d + j) : code(i, d + j);
      const Deviation<T> sigma(s, variant == Variant::softplus ? Spread::softplus : Spread::log_variance);
      mu(i, j) = code(i, j), log_variance(i, j) = sigma.log_of_variance(), z(i, j) = mu(i, j) + sigma.times(in.noise(i, j));
    }
  auto decoder = forward(z, in.decoder_weights, in.decoder_biases, in.activation);
  if (!decoder) return decoder.failure();
  Elbo::In<T> bound{in.x, std::move(mu), std::move(log_variance), decoder->y(), in.likelihood, in.beta};
  return Pass<T>{std::move(*encoder), std::move(*decoder), std::move(bound)};
}

}  // namespace

template <>
const Fast<Loss> Wings<Loss>::fast = []<class T>(const Loss::In<T>& in, Variant variant) -> Result<Loss::Out<T>> {
  const auto of = pass(in, variant);
  if (!of) return of.failure();
  const auto bound = Wings<Elbo>::fast(of->bound);
  if (!bound) return bound.failure();
  return Loss::Out<T>{-bound->elbo};
};

/// Backpropagation: through the decoder to z̄, and with the slopes of the divergence through the encoder.
template <>
const Fast<LossGradient> Wings<LossGradient>::fast = []<class T>(const Loss::In<T>& in, Variant variant) -> Result<LossGradient::Out<T>> {
  auto of = pass(in, variant);
  if (!of) return of.failure();
  auto slopes = Wings<ElboGradient>::fast(of->bound);
  if (!slopes) return slopes.failure();
  for (T& g : slopes->grad_decoded) g = -g;
  auto decoder = backward(of->decoder, in.decoder_weights, in.decoder_biases, in.activation, std::move(slopes->grad_decoded));
  if (!decoder) return decoder.failure();
  const Tensor<T>& answer = of->encoder.y();
  const std::int64_t n = in.x.shape[0], d = in.noise.shape[1];
  Tensor<T> code(answer.shape);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < d; ++j) {
      const T z = decoder->x(i, j), unit = variant == Variant::log_sigma ? T(2) : T(1);
      const Deviation<T> sigma(unit * answer(i, d + j), variant == Variant::softplus ? Spread::softplus : Spread::log_variance);
      code(i, j) = z - slopes->grad_mu(i, j);
      code(i, d + j) = unit * (sigma.by_slope(z * in.noise(i, j)) - 2 * sigma.by_log_slope(slopes->grad_log_variance(i, j)));
    }
  auto encoder = backward(of->encoder, in.encoder_weights, in.encoder_biases, in.activation, std::move(code));
  if (!encoder) return encoder.failure();
  return LossGradient::Out<T>{std::move(encoder->weights), std::move(encoder->biases), std::move(decoder->weights), std::move(decoder->biases)};
};

}  // namespace etalon
