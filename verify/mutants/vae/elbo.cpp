#include <algorithm>
#include <cmath>

#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::GaussianKlStandard;
using Variant = Elbo::Variant;

template <class T>
T divisor(const Elbo::In<T>& in, Variant v) {
  return v == Variant::batch_mean ? static_cast<T>(in.x.shape[0]) : T(1);
}
/// log p(x|z) and the divergence, reduced alike.
template <class T>
T log_likelihood(const Elbo::In<T>& in, Variant v) {
  auto alone = in;
  alone.beta = 0;
  return Wings<Elbo>::fast(alone, v)->elbo;
}
template <class T>
T divergence(const Elbo::In<T>& in, Variant v) {
  return Wings<GaussianKlStandard>::fast(GaussianKlStandard::In<T>{in.mu, in.log_variance}, GaussianKlStandard::Variant::sum)->kl / divisor(in, v);
}

/// log p(x|z) of a Bernoulli decoder by probabilities away from 0 and 1.
template <class T>
T clipped(const Elbo::In<T>& in, Variant v) {
  T sum = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T q = std::clamp(1 / (1 + std::exp(-in.decoded[i])), T(1e-7), 1 - T(1e-7));
    sum += (in.x[i] * std::log(q) + (1 - in.x[i]) * std::log(1 - q)) / divisor(in, v);
  }
  return sum;
}

const auto registered =
    mutants<Elbo>()
        .spoils("loss", "the negative bound, as training minimises it", [](auto& out, const auto&) { out.elbo = -out.elbo; })
        .spoils("divergence_added", "log p + β·kl", [](auto& out, const auto& in, Variant v) { out.elbo = log_likelihood(in, v) + in.beta * divergence(in, v); })
        .spoils("beta_forgotten", "log p − kl whatever β", [](auto& out, const auto& in, Variant v) { out.elbo = log_likelihood(in, v) - divergence(in, v); })
        .spoils("averaged_pixels", "log p averaged over the pixels beside a summed divergence, which then rules", [](auto& out, const auto& in, Variant v) {
          out.elbo = log_likelihood(in, v) / static_cast<float>(in.x.shape[1]) - in.beta * divergence(in, v);
        })
        .spoils("averaged_coordinates", "the divergence averaged over the coordinates beside a summed log p", [](auto& out, const auto& in, Variant v) {
          out.elbo = log_likelihood(in, v) - in.beta * divergence(in, v) / static_cast<float>(in.mu.shape[1]);
        })
        .spoils("squared_error", "−½(x − a)²: the Gaussian without its normalising constant", [](auto& out, const auto& in, Variant v) {
          if (in.likelihood == "gaussian") out.elbo += static_cast<float>(in.x.size()) * 0.9189385f / divisor(in, v);
        })
        .spoils("clipped", "probabilities clipped to [1e-7, 1 − 1e-7] before the logarithm", [](auto& out, const auto& in, Variant v) {
          if (in.likelihood == "bernoulli") out.elbo = clipped(in, v) - in.beta * divergence(in, v);
        })
        .spoils("logits_cancel", "x·a − log(1 + eᵃ) as it is written: a good reconstruction is lost beside a", [](auto& out, const auto& in, Variant v) {
          if (in.likelihood != "bernoulli") return;
          auto sum = 0 * in.beta;
          for (std::size_t i = 0; i < in.x.size(); ++i) sum += in.x[i] * in.decoded[i] - std::log(1 + std::exp(in.decoded[i]));
          out.elbo = sum / divisor(in, v) - in.beta * divergence(in, v);
        });

const auto registered_gradient =
    mutants<ElboGradient>()
        .spoils("loss", "the gradient of the negative bound", [](auto& out, const auto&) {
          for (auto* g : {&out.grad_mu, &out.grad_log_variance, &out.grad_decoded})
            for (auto& entry : *g) entry = -entry;
        })
        .spoils("beta_on_likelihood", "β applied to the decoder's gradient too", [](auto& out, const auto& in) {
          for (auto& g : out.grad_decoded) g *= in.beta;
        })
        .spoils("averaged_pixels", "the decoder's gradient of a mean over the pixels", [](auto& out, const auto& in) {
          for (auto& g : out.grad_decoded) g /= static_cast<float>(in.x.shape[1]);
        })
        .spoils("logits_as_mean", "x − a for a Bernoulli decoder: σ forgotten", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_decoded[i] = (in.x[i] - in.decoded[i]) / divisor(in, v);
        })
        .spoils("log_deviation", "the derivative by log σ, twice the one by log σ²", [](auto& out, const auto&) {
          for (auto& g : out.grad_log_variance) g *= 2;
        })
        .spoils("nothing_left_of_the_right", "x − σ(a): a good reconstruction has no gradient", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; in.likelihood == "bernoulli" && i < in.x.size(); ++i)
            out.grad_decoded[i] = (in.x[i] - 1 / (1 + std::exp(-in.decoded[i]))) / divisor(in, v);
        });

}  // namespace
}  // namespace etalon::verify
