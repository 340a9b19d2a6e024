#include "reference/contract/vae/gaussian_kl_diagonal.hpp"

#include "fast/tensor/pairwise.hpp"
#include "fast/vae/spread.hpp"

namespace etalon {
using namespace fast::vae;
using contract::vae::GaussianKlDiagonal;
using contract::vae::GaussianKlDiagonalVjp;

/// Two terms for each coordinate, neither negative, and neither has lost digits.
template <>
const Fast<GaussianKlDiagonal> Wings<GaussianKlDiagonal>::fast =
    []<class T>(const GaussianKlDiagonal::In<T>& in, Spread convention) -> Result<GaussianKlDiagonal::Out<T>> {
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  Tensor<T> kl({n});
  for (std::int64_t i = 0; i < n; ++i)
    kl[i] = fast::tensor::pairwise_sum<T>(i * d, (i + 1) * d, [&](std::int64_t k) {
      const Deviation<T> sigma(in.spread[k], convention), tau(in.prior_spread[k], convention);
      const T distance = tau.divide(in.mu[k] - in.prior_mu[k]);
      return distance / 2 * distance + VarianceRatio(sigma, tau).half_excess;
    });
  return GaussianKlDiagonal::Out<T>{std::move(kl)};
};

template <>
const Fast<GaussianKlDiagonalVjp> Wings<GaussianKlDiagonalVjp>::fast =
    []<class T>(const GaussianKlDiagonalVjp::In<T>& in, Spread convention) -> Result<GaussianKlDiagonalVjp::Out<T>> {
  const Tensor<T> zeros(in.mu.shape);
  GaussianKlDiagonalVjp::Out<T> out{zeros, zeros, zeros, zeros};
  for (std::size_t i = 0; i < in.mu.size(); ++i) {
    const Deviation<T> sigma(in.spread[i], convention), tau(in.prior_spread[i], convention);
    const T cotangent = in.cotangent.kl[i / in.mu.shape[1]];
    if (cotangent == 0) continue;  // whatever overflows
    const T distance = tau.divide(in.mu[i] - in.prior_mu[i]);
    const VarianceRatio<T> ratio(sigma, tau);
    out.grad_mu[i] = cotangent * tau.divide(distance);
    out.grad_prior_mu[i] = -out.grad_mu[i];
    out.grad_spread[i] = ratio.minus * sigma.by_log_slope(cotangent * ratio.plus);
    out.grad_prior_spread[i] = -(ratio.minus * tau.by_log_slope(cotangent * ratio.plus) + cotangent * distance * tau.by_log_slope(distance));
  }
  return out;
};

}  // namespace etalon
