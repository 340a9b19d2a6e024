#include "reference/contract/vae/gaussian_kl_standard.hpp"

#include "fast/joint.hpp"
#include "fast/vae/divergence.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::vae;
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
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant, Seen& seen) -> Result<GaussianKlStandard::Out<T>> {
  const auto f = [share = 1 / divisor(in, variant)](const auto& mu, const auto& l) { return std::array{divergence(mu, LogVariance(l), share)}; };
  return GaussianKlStandard::Out<T>{sum_and_map<0>(f, watched(in.mu, seen), watched(in.log_variance, seen)).sum};
};

/// By expm1.
template <>
const Fast<GaussianKlStandardGradient> Wings<GaussianKlStandardGradient>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant, Seen& seen) -> Result<GaussianKlStandardGradient::Out<T>> {
  const T share = 1 / divisor(in, variant);
  return GaussianKlStandardGradient::Out<T>{map_packs([share](const auto& mu) { return mu * share; }, watched(in.mu, seen)),
                                            map_packs([share](const auto& l) { return LogVariance(l).half_expm1(share); }, watched(in.log_variance, seen))};
};

template <>
const Joint<GaussianKlStandardGradient> Together<GaussianKlStandardGradient>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant, Seen& seen) -> Result<ValueAndDerivative<GaussianKlStandardGradient, T>> {
  const auto f = [share = 1 / divisor(in, variant)](const auto& mu, const auto& l) {
    const LogVariance variance(l);
    return std::array{divergence(mu, variance, share), mu * share, variance.half_expm1(share)};
  };
  auto [kl, gradients] = sum_and_map<2>(f, watched(in.mu, seen), watched(in.log_variance, seen));
  return ValueAndDerivative<GaussianKlStandardGradient, T>{{kl}, {std::move(gradients[0]), std::move(gradients[1])}};
};

}  // namespace etalon
