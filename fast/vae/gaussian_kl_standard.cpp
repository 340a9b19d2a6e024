#include "reference/contract/vae/gaussian_kl_standard.hpp"

#include "fast/vae/divergence.hpp"

namespace etalon {
using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = GaussianKlStandard::Variant;

namespace {

template <class T>
T divisor(const GaussianKlStandard::In<T>& in, Variant variant) {
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  return static_cast<T>(variant == Variant::batch_mean ? n : variant == Variant::mean ? n * d : 1);
}

}  // namespace

/// A sum of positive parts, each already divided: it does not overflow where the mean does not.
template <>
const Fast<GaussianKlStandard> Wings<GaussianKlStandard>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandard::Out<T>> {
  const T share = 1 / divisor(in, variant);
  T kl = 0;
  for (std::size_t i = 0; i < in.mu.size(); ++i) kl += fast::vae::divergence(in.mu[i], in.log_variance[i], share);
  return GaussianKlStandard::Out<T>{kl};
};

/// By expm1.
template <>
const Fast<GaussianKlStandardGradient> Wings<GaussianKlStandardGradient>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandardGradient::Out<T>> {
  const T count = divisor(in, variant), share = 1 / count;
  return GaussianKlStandardGradient::Out<T>{map(in.mu, [&](T mu) { return mu / count; }),
                                            map(in.log_variance, [&](T l) { return fast::vae::half_expm1(l, share); })};
};

}  // namespace etalon
