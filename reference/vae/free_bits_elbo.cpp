#include "reference/contract/vae/free_bits_elbo.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::vae::Elbo;
using contract::vae::ElboGradient;
using contract::vae::FreeBitsElbo;
using contract::vae::FreeBitsElboGradient;
using Variant = FreeBitsElbo::Variant;

namespace {

/// What vae.elbo takes, with β = 0 where log p alone is asked for.
template <class T>
Elbo::In<T> plain(const FreeBitsElbo::In<T>& in, const T& beta) {
  return {in.x, in.mu, in.log_variance, in.decoded, in.likelihood, beta};
}
/// The divergence of coordinate j: the mean over the samples i to `end`.
template <class T>
T divergence(const FreeBitsElbo::In<T>& in, std::int64_t j, std::int64_t i, std::int64_t end) {
  T sum = 0;
  for (std::int64_t k = i; k < end; ++k) sum += (square(in.mu(k, j)) + (expm1(in.log_variance(k, j)) - in.log_variance(k, j))) / 2;
  return sum / T(end - i);
}

}  // namespace

template <>
const Reference<FreeBitsElbo> Wings<FreeBitsElbo>::reference = []<class T>(const FreeBitsElbo::In<T>& in, Variant variant) -> Result<FreeBitsElbo::Out<T>> {
  const auto log_likelihood = Wings<Elbo>::reference(plain(in, T(0)));
  if (!log_likelihood) return log_likelihood.failure();
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1], together = variant == Variant::batch ? n : 1;
  T sum = 0;
  for (std::int64_t i = 0; i < n; i += together)
    for (std::int64_t j = 0; j < d; ++j) sum += max(divergence(in, j, i, i + together), in.free_bits);
  return FreeBitsElbo::Out<T>{log_likelihood->elbo - in.beta * (sum / T(n / together))};
};

template <>
const Reference<FreeBitsElboGradient> Wings<FreeBitsElboGradient>::reference =
    []<class T>(const FreeBitsElbo::In<T>& in, Variant variant) -> Result<FreeBitsElboGradient::Out<T>> {
  const auto grad = Wings<ElboGradient>::reference(plain(in, in.beta));
  if (!grad) return grad.failure();
  FreeBitsElboGradient::Out<T> out{grad->grad_mu, grad->grad_log_variance, grad->grad_decoded};
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1], together = variant == Variant::batch ? n : 1;
  for (std::int64_t i = 0; i < n; i += together)
    for (std::int64_t j = 0; j < d; ++j)
      if (!static_cast<bool>(divergence(in, j, i, i + together) > in.free_bits))
        for (std::int64_t k = i; k < i + together; ++k) out.grad_mu(k, j) = out.grad_log_variance(k, j) = 0;
  return out;
};

}  // namespace etalon
