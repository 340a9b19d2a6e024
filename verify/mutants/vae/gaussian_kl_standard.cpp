#include <cmath>

#include "reference/contract/vae/gaussian_kl_standard.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = GaussianKlStandard::Variant;

template <class T>
T divisor(const GaussianKlStandard::In<T>& in, Variant v) {
  return static_cast<T>(v == Variant::batch_mean ? in.mu.shape[0] : v == Variant::mean ? in.mu.shape[0] * in.mu.shape[1] : 1);
}

template <class T, class Entry>
Result<GaussianKlStandard::Out<T>> reduced(const GaussianKlStandard::In<T>& in, Variant v, Entry entry) {
  if (const auto valid = Wings<GaussianKlStandard>::fast(in, v); !valid) return valid.failure();
  T sum = 0;
  for (std::size_t i = 0; i < in.mu.size(); ++i) sum += entry(in.mu[i], in.log_variance[i]);
  return GaussianKlStandard::Out<T>{sum / divisor(in, v)};
}

const auto registered =
    mutants<GaussianKlStandard>()
        .add("log_deviation", "log σ² taken for log σ: e^2ℓ − 2ℓ",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return reduced(in, v, [](T mu, T l) { return (mu * mu + std::exp(2 * l) - 2 * l - 1) / 2; });
             })
        .add("half_forgotten", "μ² + e^ℓ − ℓ − 1 without the factor ½",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return reduced(in, v, [](T mu, T l) { return mu * mu + std::exp(l) - l - 1; });
             })
        .add("sign", "½(1 + ℓ − μ² − e^ℓ): the negative, which training would maximise",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return reduced(in, v, [](T mu, T l) { return (1 + l - mu * mu - std::exp(l)) / 2; });
             })
        .add("variance_for_mean", "μ and σ² exchanged in the outputs of the encoder",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return reduced(in, v, [](T mu, T l) { return (l * l + std::exp(mu) - mu - 1) / 2; });
             })
        .add("one_forgotten", "½(μ² + e^ℓ − ℓ): the same gradient, but not a divergence",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return reduced(in, v, [](T mu, T l) { return (mu * mu + std::exp(l) - l) / 2; });
             });

template <class T, class Mu, class L>
Result<GaussianKlStandardGradient::Out<T>> each(const GaussianKlStandard::In<T>& in, Variant v, Mu mu_slope, L l_slope) {
  auto out = Wings<GaussianKlStandardGradient>::fast(in, v);
  if (!out) return out;
  for (std::size_t i = 0; i < in.mu.size(); ++i) {
    out->grad_mu[i] = mu_slope(in.mu[i]) / divisor(in, v);
    out->grad_log_variance[i] = l_slope(in.log_variance[i]) / divisor(in, v);
  }
  return out;
}

const auto registered_gradient =
    mutants<GaussianKlStandardGradient>()
        .add("log_deviation", "the derivative by log σ, twice the one by log σ²",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return each(in, v, [](T mu) { return mu; }, [](T l) { return std::expm1(l); });
             })
        .add("doubled_mean", "2μ: the factor ½ forgotten",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return each(in, v, [](T mu) { return 2 * mu; }, [](T l) { return std::expm1(l) / 2; });
             })
        .add("entropy_forgotten", "½e^ℓ: the variance shrinks to 0",
             []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
               return each(in, v, [](T mu) { return mu; }, [](T l) { return std::exp(l) / 2; });
             })
        .add("ascent", "the sign of the negative divergence", []<class T>(const GaussianKlStandard::In<T>& in, Variant v) {
          return each(in, v, [](T mu) { return -mu; }, [](T l) { return -std::expm1(l) / 2; });
        });

}  // namespace
}  // namespace etalon::verify
