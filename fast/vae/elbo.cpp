#include "reference/contract/vae/elbo.hpp"

#include "fast/joint.hpp"
#include "fast/nn/bce_part.hpp"
#include "fast/vae/divergence.hpp"

namespace etalon {
using namespace fast::backend;
using fast::nn::BcePart;
using fast::nn::Logistic;
using fast::vae::divergence;
using fast::vae::LogVariance;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using Variant = Elbo::Variant;

namespace {

/// What one pixel adds to the bound, in units of `share`, and the slope: −log(1 + e⁻ᵃ) x − log(1 + eᵃ)(1 − x), or −½((x − a)² + log 2π).
template <class P>
struct Bernoulli {
  using T = typename P::Number;
  Exponential<P> exponential;
  BcePart<P> part;
  T share;

  Bernoulli(const P& x, const P& a, T unit) : exponential(Logistic<P>::exponential_of(a)), part(a, x, 1, exponential.fraction()), share(unit) {}
  P value() const { return -part.loss(share); }
  P slope(T) const { return -part.slope(1, exponential.minus_one()) * share; }
};
template <class P>
struct Gaussian {
  using T = typename P::Number;
  P distance, log_likelihood;

  Gaussian(const P& x, const P& a, T share)
      : distance(x - a), log_likelihood(distance * P(T(-0.5) * share) * distance - P(static_cast<T>(0.9189385332046727418) * share)) {}
  P value() const { return log_likelihood; }
  P slope(T share) const { return distance * share; }
};

/// f with the likelihood that is asked for.
template <class T, class F>
auto by(const Elbo::In<T>& in, F f) {
  if (in.likelihood == "bernoulli") return f([](const auto& x, const auto& a, T share) { return Bernoulli(x, a, share); });
  return f([](const auto& x, const auto& a, T share) { return Gaussian(x, a, share); });
}

/// Of one pixel and of one coordinate.
template <class T>
std::array<T, 2> shares_of(const Elbo::In<T>& in, Variant variant) {
  const auto [pixels, latents] = Elbo::divisors(in, variant);
  return {1 / static_cast<T>(pixels), 1 / static_cast<T>(latents)};
}

}  // namespace

/// Each part is already divided: no sum overflows where the bound does not.
template <>
const Fast<Elbo> Wings<Elbo>::fast = []<class T>(const Elbo::In<T>& in, Variant variant, Seen& seen) -> Result<Elbo::Out<T>> {
  const auto [share, latent_share] = shares_of(in, variant);
  const T log_likelihood = by(in, [&, share = share](auto pixel) { return sum_and_map<0>([=](const auto& x, const auto& a) { return std::array{pixel(x, a, share).value()}; }, watched_ends(in.x, seen), watched(in.decoded, seen)).sum; });
  if (in.beta == 0) return Elbo::Out<T>{log_likelihood};  // e^ℓ may overflow where it does not count
  const auto kl = [weight = in.beta * latent_share](const auto& mu, const auto& l) { return std::array{divergence(mu, LogVariance(l), weight)}; };
  return Elbo::Out<T>{log_likelihood - sum_and_map<0>(kl, watched(in.mu, seen), watched(in.log_variance, seen)).sum};
};

/// −β·μ, −β·½(e^ℓ − 1) and, for the decoder, x − a or the gradient of bce_with_logits with the other sign.
template <>
const Fast<ElboGradient> Wings<ElboGradient>::fast = []<class T>(const Elbo::In<T>& in, Variant variant, Seen& seen) -> Result<ElboGradient::Out<T>> {
  const auto [share, latent_share] = shares_of(in, variant);
  const T weight = -in.beta * latent_share;
  const auto slope = [weight](const auto& l) { return LogVariance(l).half_expm1(weight); };
  return ElboGradient::Out<T>{map_packs([weight](const auto& mu) { return mu * weight; }, watched(in.mu, seen)), in.beta == 0 ? Tensor<T>(in.mu.shape) : map_packs(slope, watched(in.log_variance, seen)),
                              by(in, [&, share = share](auto pixel) { return map_packs([=](const auto& x, const auto& a) { return pixel(x, a, share).slope(share); }, watched_ends(in.x, seen), watched(in.decoded, seen)); })};
};

template <>
const Joint<ElboGradient> Together<ElboGradient>::fast = []<class T>(const Elbo::In<T>& in, Variant variant, Seen& seen) -> Result<ValueAndDerivative<ElboGradient, T>> {
  const auto [share, latent_share] = shares_of(in, variant);
  const T weight = in.beta * latent_share;
  auto [log_likelihood, grad_decoded] = by(in, [&, share = share](auto pixel) {
    return sum_and_map<1>([=](const auto& x, const auto& a) {
      const auto of_pixel = pixel(x, a, share);
      return std::array{of_pixel.value(), of_pixel.slope(share)};
    }, watched_ends(in.x, seen), watched(in.decoded, seen));
  });
  if (in.beta == 0) return ValueAndDerivative<ElboGradient, T>{{log_likelihood}, {Tensor<T>(in.mu.shape), Tensor<T>(in.mu.shape), std::move(grad_decoded[0])}};
  auto [kl, gradients] = sum_and_map<2>([weight](const auto& mu, const auto& l) {
    const LogVariance variance(l);
    return std::array{divergence(mu, variance, weight), mu * -weight, variance.half_expm1(-weight)};
  }, watched(in.mu, seen), watched(in.log_variance, seen));
  return ValueAndDerivative<ElboGradient, T>{{log_likelihood - kl}, {std::move(gradients[0]), std::move(gradients[1]), std::move(grad_decoded[0])}};
};

}  // namespace etalon
