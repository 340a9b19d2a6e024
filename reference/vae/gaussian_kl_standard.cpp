#include "reference/contract/vae/gaussian_kl_standard.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = GaussianKlStandard::Variant;

namespace {

template <class T>
T divisor(const GaussianKlStandard::In<T>& in, Variant variant) {
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  return T(variant == Variant::batch_mean ? n : variant == Variant::mean ? n * d : 1);
}

}  // namespace

/// Σ ½(μ² + (e^ℓ − 1) − ℓ), e^ℓ − 1 as one function: what is left to cancel beside ℓ = 0 is of the size of ℓ.
template <>
const Reference<GaussianKlStandard> Wings<GaussianKlStandard>::reference =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandard::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.mu.size(); ++i) {
    const T& log_variance = in.log_variance[i];
    sum += (square(in.mu[i]) + (expm1(log_variance) - log_variance)) / 2;
  }
  return GaussianKlStandard::Out<T>{sum / divisor(in, variant)};
};

/// μ and ½(e^ℓ − 1).
template <>
const Reference<GaussianKlStandardGradient> Wings<GaussianKlStandardGradient>::reference =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandardGradient::Out<T>> {
  const T count = divisor(in, variant);
  return GaussianKlStandardGradient::Out<T>{map(in.mu, [&](const T& mu) { return mu / count; }),
                                            map(in.log_variance, [&](const T& l) { return expm1(l) / 2 / count; })};
};

}  // namespace etalon
