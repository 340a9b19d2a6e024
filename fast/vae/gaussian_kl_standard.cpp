#include "reference/contract/vae/gaussian_kl_standard.hpp"

#include <cmath>

namespace etalon {
using contract::vae::GaussianKlStandard;
using contract::vae::GaussianKlStandardGradient;
using Variant = GaussianKlStandard::Variant;

namespace {

/// eˣ − 1 − x = x²/2·(1 + x/3·(1 + x/4·(…))); the terms to k = 15 leave less than 2⁻⁵⁶ of it at |x| = ½.
template <class T>
T expm1_minus(T x) {
  if (std::fabs(x) > T(0.5)) return std::expm1(x) - x;
  T tail = 1;
  for (int k = 15; k >= 3; --k) tail = 1 + x / static_cast<T>(k) * tail;
  return x * x / 2 * tail;
}

template <class T>
T divisor(const GaussianKlStandard::In<T>& in, Variant variant) {
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  return static_cast<T>(variant == Variant::batch_mean ? n : variant == Variant::mean ? n * d : 1);
}

}  // namespace

/// ½(μ² + (e^ℓ − 1 − ℓ)), the second part by its series beside ℓ = 0: every term is positive, and none has lost digits.
template <>
const Fast<GaussianKlStandard> Wings<GaussianKlStandard>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandard::Out<T>> {
  const T count = divisor(in, variant);
  T kl = 0;  // of parts already divided: the sum does not overflow where the mean does not
  for (std::size_t i = 0; i < in.mu.size(); ++i) kl += (in.mu[i] * in.mu[i] + expm1_minus(in.log_variance[i])) / 2 / count;
  return GaussianKlStandard::Out<T>{kl};
};

/// By expm1.
template <>
const Fast<GaussianKlStandardGradient> Wings<GaussianKlStandardGradient>::fast =
    []<class T>(const GaussianKlStandard::In<T>& in, Variant variant) -> Result<GaussianKlStandardGradient::Out<T>> {
  const T count = divisor(in, variant);
  return GaussianKlStandardGradient::Out<T>{map(in.mu, [&](T mu) { return mu / count; }),
                                            map(in.log_variance, [&](T l) { return std::expm1(l) / 2 / count; })};
};

}  // namespace etalon
