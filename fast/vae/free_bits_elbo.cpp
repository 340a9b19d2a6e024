#include "reference/contract/vae/free_bits_elbo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/tensor/pairwise.hpp"
#include "fast/vae/spread.hpp"

namespace etalon {
using namespace fast::vae;
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::FreeBitsElbo;
using contract::vae::FreeBitsElboGradient;
using Variant = FreeBitsElbo::Variant;

namespace {

template <class T>
Elbo::In<T> plain(const FreeBitsElbo::In<T>& in, T beta) {
  return {in.x, in.mu, in.log_variance, in.decoded, in.likelihood, beta};
}
/// The divergence of coordinate j: the mean over the samples i to `end`, each part already divided; in some unit, where it overflows in its own.
template <class T>
T divergence(const FreeBitsElbo::In<T>& in, std::int64_t j, std::int64_t i, std::int64_t end, T unit = 1) {
  const T share = unit / static_cast<T>(end - i);
  return fast::tensor::pairwise_sum<T>(i, end, [&](std::int64_t k) {
    const T mu = in.mu(k, j);
    return mu / 2 * share * mu + half_expm1_minus(in.log_variance(k, j)) * share;
  });
}
/// share·max(divergence, bits): a divergence that overflows need not with its share.
template <class T>
T with_free_bits(const FreeBitsElbo::In<T>& in, std::int64_t j, std::int64_t i, std::int64_t end, T share) {
  const T whole = divergence(in, j, i, end);
  if (std::isfinite(whole)) return share * std::max(whole, in.free_bits);
  const T unit = std::ldexp(T(1), -std::numeric_limits<T>::max_exponent / 2);
  return share / unit * divergence(in, j, i, end, unit);
}

}  // namespace

template <>
const Fast<FreeBitsElbo> Wings<FreeBitsElbo>::fast = []<class T>(const FreeBitsElbo::In<T>& in, Variant variant) -> Result<FreeBitsElbo::Out<T>> {
  const auto log_likelihood = Wings<Elbo>::fast(plain(in, T(0)));
  if (!log_likelihood) return log_likelihood.failure();
  if (in.beta == 0) return FreeBitsElbo::Out<T>{log_likelihood->elbo};  // whatever overflows
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1], together = variant == Variant::batch ? n : 1;
  const T share = in.beta / static_cast<T>(n / together);
  const T kl = fast::tensor::pairwise_sum<T>(0, n / together * d, [&](std::int64_t k) {
    const std::int64_t i = k / d * together;
    return with_free_bits(in, k % d, i, i + together, share);
  });
  return FreeBitsElbo::Out<T>{log_likelihood->elbo - kl};
};

template <>
const Fast<FreeBitsElboGradient> Wings<FreeBitsElboGradient>::fast =
    []<class T>(const FreeBitsElbo::In<T>& in, Variant variant) -> Result<FreeBitsElboGradient::Out<T>> {
  auto grad = Wings<ElboGradient>::fast(plain(in, in.beta));
  if (!grad) return grad.failure();
  FreeBitsElboGradient::Out<T> out{std::move(grad->grad_mu), std::move(grad->grad_log_variance), std::move(grad->grad_decoded)};
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1], together = variant == Variant::batch ? n : 1;
  for (std::int64_t i = 0; i < n; i += together)
    for (std::int64_t j = 0; j < d; ++j)
      if (!(divergence(in, j, i, i + together) > in.free_bits))
        for (std::int64_t k = i; k < i + together; ++k) out.grad_mu(k, j) = out.grad_log_variance(k, j) = 0;
  return out;
};

}  // namespace etalon
