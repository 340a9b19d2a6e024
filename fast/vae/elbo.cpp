#include "reference/contract/vae/elbo.hpp"

#include "fast/nn/logistic.hpp"
#include "reference/contract/nn/bce_with_logits.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"

namespace etalon {
using namespace fast;
using contract::nn::BceWithLogits;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = Elbo::Variant;

namespace {

template <class T>
T divisor(const Elbo::In<T>& in, Variant variant) {
  return variant == Variant::batch_mean ? static_cast<T>(in.x.shape[0]) : T(1);
}
GaussianKlStandard::Variant same(Variant variant) {
  return variant == Variant::batch_mean ? GaussianKlStandard::Variant::batch_mean : GaussianKlStandard::Variant::sum;
}

}  // namespace

/// The Bernoulli likelihood by softplus, −x·log(1 + e⁻ᵃ) − (1 − x)·log(1 + eᵃ), and the divergence of gaussian_kl_standard.
template <>
const Fast<Elbo> Wings<Elbo>::fast = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<Elbo::Out<T>> {
  constexpr T log_2pi = static_cast<T>(1.8378770664093454836);
  const bool bernoulli = in.likelihood == "bernoulli";
  T log_likelihood = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T x = in.x[i], a = in.decoded[i];
    const T loss = bernoulli ? x * nn::softplus_of(-a) + (1 - x) * nn::softplus_of(a) : ((x - a) * (x - a) + log_2pi) / 2;
    log_likelihood -= loss / divisor(in, variant);
  }
  const auto kl = Wings<GaussianKlStandard>::fast(GaussianKlStandard::In<T>{in.mu, in.log_variance}, same(variant));
  if (!kl) return kl.failure();
  return Elbo::Out<T>{in.beta == 0 ? log_likelihood : log_likelihood - in.beta * kl->kl};  // e^ℓ may overflow where it does not count
};

/// From the gradients of gaussian_kl_standard and bce_with_logits.
template <>
const Fast<ElboGradient> Wings<ElboGradient>::fast = []<class T>(const Elbo::In<T>& in, Variant variant) -> Result<ElboGradient::Out<T>> {
  const auto kl = Wings<GaussianKlStandardGradient>::fast(GaussianKlStandard::In<T>{in.mu, in.log_variance}, same(variant));
  if (!kl) return kl.failure();
  const auto times_beta = [&](T g) { return in.beta == 0 ? T(0) : -in.beta * g; };

  Tensor<T> grad_decoded(in.x.shape);
  if (in.likelihood == "bernoulli") {
    const Dimensions entries{static_cast<std::int64_t>(in.x.size())};
    const auto bce = Wings<contract::nn::BceWithLogitsGradient>::fast(BceWithLogits::In<T>{Tensor<T>(entries, in.decoded.data), Tensor<T>(entries, in.x.data)}, BceWithLogits::Variant::sum);
    if (!bce) return bce.failure();
    for (std::size_t i = 0; i < in.x.size(); ++i) grad_decoded[i] = -bce->grad_z[i] / divisor(in, variant);
  } else {
    for (std::size_t i = 0; i < in.x.size(); ++i) grad_decoded[i] = (in.x[i] - in.decoded[i]) / divisor(in, variant);
  }
  return ElboGradient::Out<T>{map(kl->grad_mu, times_beta), map(kl->grad_log_variance, times_beta), grad_decoded};
};

}  // namespace etalon
