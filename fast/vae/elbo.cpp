#include "reference/contract/vae/elbo.hpp"

#include "fast/nn/logistic.hpp"
#include "fast/vae/divergence.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"

namespace etalon {
using namespace fast;
using contract::nn::BceWithLogits;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using Variant = Elbo::Variant;

namespace {

template <class T>
T divisor(const Elbo::In<T>& in, Variant variant) {
  return variant == Variant::batch_mean ? static_cast<T>(in.x.shape[0]) : T(1);
}

}  // namespace

/// The Bernoulli likelihood by softplus, −x·log(1 + e⁻ᵃ) − (1 − x)·log(1 + eᵃ), and β times the divergence of each latent.
template <>
const Fast<Elbo> Wings<Elbo>::fast = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<Elbo::Out<T>> {
  constexpr T log_2pi = static_cast<T>(1.8378770664093454836);
  const bool bernoulli = in.likelihood == "bernoulli";
  const T count = divisor(in, variant);
  T log_likelihood = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T x = in.x[i], a = in.decoded[i];
    log_likelihood -= bernoulli ? (x * nn::softplus_of(-a) + (1 - x) * nn::softplus_of(a)) / count : (x - a) / 2 / count * (x - a) + log_2pi / 2 / count;
  }
  if (in.beta == 0) return Elbo::Out<T>{log_likelihood};  // e^ℓ may overflow where it does not count
  const auto kl = [share = in.beta / count](const auto& mu, const auto& l) { return std::array{fast::vae::divergence(mu, fast::vae::LogVariance(l), share)}; };
  return Elbo::Out<T>{log_likelihood - backend::sum_and_map<0>(kl, in.mu, in.log_variance).sum};
};

/// −β·μ, −β·½(e^ℓ − 1) and, for the decoder, x − a or the gradient of bce_with_logits with the other sign.
template <>
const Fast<ElboGradient> Wings<ElboGradient>::fast = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<ElboGradient::Out<T>> {
  const T count = divisor(in, variant), beta = in.beta / count;
  Tensor<T> grad_decoded(in.x.shape);
  if (in.likelihood == "bernoulli") {
    const Dimensions entries{static_cast<std::int64_t>(in.x.size())};
    const auto bce = Wings<contract::nn::BceWithLogitsGradient>::fast(BceWithLogits::In<T>{Tensor<T>(entries, in.decoded.data), Tensor<T>(entries, in.x.data)}, BceWithLogits::Variant::sum);
    if (!bce) return bce.failure();
    for (std::size_t i = 0; i < in.x.size(); ++i) grad_decoded[i] = -bce->grad_z[i] / count;
  } else {
    for (std::size_t i = 0; i < in.x.size(); ++i) grad_decoded[i] = (in.x[i] - in.decoded[i]) / count;
  }
  const auto slope = [beta](const auto& l) { return fast::vae::LogVariance(l).half_expm1(-beta); };
  return ElboGradient::Out<T>{map(in.mu, [&](T mu) { return -beta * mu; }), beta == 0 ? Tensor<T>(in.mu.shape) : backend::map_packs(slope, in.log_variance), std::move(grad_decoded)};
};

}  // namespace etalon
