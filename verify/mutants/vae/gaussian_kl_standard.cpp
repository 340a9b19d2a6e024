#include <cmath>
#include <limits>

#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = GaussianKlStandard::Variant;

template <class T>
T divisor(const GaussianKlStandard::In<T>& in, Variant v) {
  return static_cast<T>(v == Variant::batch_mean ? in.mu.shape[0] : v == Variant::mean ? in.mu.shape[0] * in.mu.shape[1] : 1);
}

/// The divergence with another entry(μ, ℓ).
template <class T, class Entry>
T reduced(const GaussianKlStandard::In<T>& in, Variant v, Entry entry) {
  T sum = 0;
  for (std::size_t i = 0; i < in.mu.size(); ++i) sum += entry(in.mu[i], in.log_variance[i]);
  return sum / divisor(in, v);
}

const auto registered =
    mutants<GaussianKlStandard>()
        .spoils("log_deviation", "log σ² taken for log σ: e^2ℓ − 2ℓ", [](auto& out, const auto& in, Variant v) {
          out.kl = reduced(in, v, [](auto mu, auto l) { return (mu * mu + std::exp(2 * l) - 2 * l - 1) / 2; });
        })
        .spoils("half_forgotten", "μ² + e^ℓ − ℓ − 1 without the factor ½", [](auto& out, const auto&) { out.kl *= 2; })
        .spoils("sign", "½(1 + ℓ − μ² − e^ℓ): the negative, which training would maximise", [](auto& out, const auto&) { out.kl = -out.kl; })
        .spoils("variance_for_mean", "μ and σ² exchanged in the outputs of the encoder", [](auto& out, const auto& in, Variant v) {
          out.kl = reduced(in, v, [](auto mu, auto l) { return (l * l + std::exp(mu) - mu - 1) / 2; });
        })
        .spoils("one_forgotten", "½(μ² + e^ℓ − ℓ): the same gradient, but not a divergence", [](auto& out, const auto& in, Variant v) {
          out.kl = reduced(in, v, [](auto mu, auto l) { return (mu * mu + std::exp(l) - l) / 2; });
        })
        .spoils("exp_minus_one", "e^ℓ − ℓ − 1 as it is written: near the prior noise of either sign is left", [](auto& out, const auto& in, Variant v) {
          out.kl = reduced(in, v, [](auto mu, auto l) { return (mu * mu + std::exp(l) - l - 1) / 2; });
        })
        .spoils("negative_near_the_prior", "the right size, and a negative divergence where it is small", []<class T>(GaussianKlStandard::Out<T>& out, const GaussianKlStandard::In<T>&) {
          if (out.kl < 4 * std::numeric_limits<T>::epsilon()) out.kl = -out.kl;
        });

const auto registered_gradient =
    mutants<GaussianKlStandardGradient>()
        .spoils("log_deviation", "the derivative by log σ, twice the one by log σ²", [](auto& out, const auto&) {
          for (auto& g : out.grad_log_variance) g *= 2;
        })
        .spoils("doubled_mean", "2μ: the factor ½ forgotten", [](auto& out, const auto&) {
          for (auto& g : out.grad_mu) g *= 2;
        })
        .spoils("entropy_forgotten", "½e^ℓ: the variance shrinks to 0", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_log_variance[i] = std::exp(in.log_variance[i]) / 2 / divisor(in, v);
        })
        .spoils("exp_minus_one", "e^ℓ − 1 as it is written", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_log_variance[i] = (std::exp(in.log_variance[i]) - 1) / 2 / divisor(in, v);
        })
        .spoils("ascent", "the sign of the negative divergence", [](auto& out, const auto&) {
          for (auto* gradient : {&out.grad_mu, &out.grad_log_variance})
            for (auto& g : *gradient) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
