#include <algorithm>
#include <cmath>

#include "reference/contract/vae/elbo.hpp"
#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/mutants.hpp"

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

/// bound(log p, kl) where the input is valid.
template <class T, class Bound>
Result<Elbo::Out<T>> combined(const Elbo::In<T>& in, Variant v, Bound bound) {
  if (const auto valid = Wings<Elbo>::fast(in, v); !valid) return valid.failure();
  return Elbo::Out<T>{bound(log_likelihood(in, v), divergence(in, v))};
}

const auto registered =
    mutants<Elbo>()
        .add("loss", "the negative bound, as training minimises it",
             []<class T>(const Elbo::In<T>& in, Variant v) { return combined(in, v, [&](T log_p, T kl) { return in.beta * kl - log_p; }); })
        .add("divergence_added", "log p + β·kl",
             []<class T>(const Elbo::In<T>& in, Variant v) { return combined(in, v, [&](T log_p, T kl) { return log_p + in.beta * kl; }); })
        .add("beta_forgotten", "log p − kl whatever β",
             []<class T>(const Elbo::In<T>& in, Variant v) { return combined(in, v, [](T log_p, T kl) { return log_p - kl; }); })
        .add("averaged_pixels", "log p averaged over the pixels beside a summed divergence, which then rules",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return combined(in, v, [&](T log_p, T kl) { return log_p / static_cast<T>(in.x.shape[1]) - in.beta * kl; });
             })
        .add("averaged_coordinates", "the divergence averaged over the coordinates beside a summed log p",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return combined(in, v, [&](T log_p, T kl) { return log_p - in.beta * kl / static_cast<T>(in.mu.shape[1]); });
             })
        .add("squared_error", "−½(x − a)²: the Gaussian without its normalising constant",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               const T constant = in.likelihood == "gaussian" ? static_cast<T>(in.x.size()) * T(0.9189385332046727) / divisor(in, v) : T(0);
               return combined(in, v, [&](T log_p, T kl) { return log_p + constant - in.beta * kl; });
             })
        .add("clipped", "probabilities clipped to [1e-7, 1 − 1e-7] before the logarithm", []<class T>(const Elbo::In<T>& in, Variant v) {
          T clipped = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) {
            const T q = std::clamp(1 / (1 + std::exp(-in.decoded[i])), T(1e-7), 1 - T(1e-7));
            clipped += (in.x[i] * std::log(q) + (1 - in.x[i]) * std::log(1 - q)) / divisor(in, v);
          }
          return combined(in, v, [&](T log_p, T kl) { return (in.likelihood == "bernoulli" ? clipped : log_p) - in.beta * kl; });
        });

template <class T, class Change>
Result<ElboGradient::Out<T>> changed(const Elbo::In<T>& in, Variant v, Change change) {
  auto out = Wings<ElboGradient>::fast(in, v);
  if (out) change(*out);
  return out;
}

const auto registered_gradient =
    mutants<ElboGradient>()
        .add("loss", "the gradient of the negative bound",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return changed(in, v, [](auto& out) {
                 for (Tensor<T>* g : {&out.grad_mu, &out.grad_log_variance, &out.grad_decoded})
                   for (T& entry : *g) entry = -entry;
               });
             })
        .add("beta_on_likelihood", "β applied to the decoder's gradient too",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 for (T& g : out.grad_decoded) g *= in.beta;
               });
             })
        .add("averaged_pixels", "the decoder's gradient of a mean over the pixels",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 for (T& g : out.grad_decoded) g /= static_cast<T>(in.x.shape[1]);
               });
             })
        .add("logits_as_mean", "x − a for a Bernoulli decoder: σ forgotten",
             []<class T>(const Elbo::In<T>& in, Variant v) {
               return changed(in, v, [&](auto& out) {
                 for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_decoded[i] = (in.x[i] - in.decoded[i]) / divisor(in, v);
               });
             })
        .add("log_deviation", "the derivative by log σ, twice the one by log σ²", []<class T>(const Elbo::In<T>& in, Variant v) {
          return changed(in, v, [](auto& out) {
            for (T& g : out.grad_log_variance) g *= 2;
          });
        });

}  // namespace
}  // namespace etalon::verify
