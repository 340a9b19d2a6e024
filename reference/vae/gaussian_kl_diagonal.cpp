#include "reference/contract/vae/gaussian_kl_diagonal.hpp"

#include "reference/vae/spread.hpp"

namespace etalon {
using namespace reference::vae;
using contract::vae::GaussianKlDiagonal;
using contract::vae::GaussianKlDiagonalVjp;

namespace {

/// log σ²/τ² of entry i.
template <class T>
T log_ratio(const GaussianKlDiagonal::In<T>& in, std::size_t i, Spread convention) {
  return convention == Spread::log_variance ? in.spread[i] - in.prior_spread[i]
                                            : 2 * log(deviation(in.spread[i], convention) / deviation(in.prior_spread[i], convention));
}

}  // namespace

/// Σⱼ ½((μ − m)²/τ² + (e^δ − 1) − δ), e^δ − 1 as one function.
template <>
const Reference<GaussianKlDiagonal> Wings<GaussianKlDiagonal>::reference =
    []<class T>(const GaussianKlDiagonal::In<T>& in, Spread convention) -> Result<GaussianKlDiagonal::Out<T>> {
  const std::int64_t n = in.mu.shape[0], d = in.mu.shape[1];
  Tensor<T> kl({n});
  for (std::int64_t i = 0; i < n * d; ++i) {
    const T ratio = log_ratio(in, i, convention);
    kl[i / d] += (square(in.mu[i] - in.prior_mu[i]) * precision_of(in.prior_spread[i], convention) + (expm1(ratio) - ratio)) / 2;
  }
  return GaussianKlDiagonal::Out<T>{std::move(kl)};
};

/// As the statement writes it.
template <>
const Reference<GaussianKlDiagonalVjp> Wings<GaussianKlDiagonalVjp>::reference =
    []<class T>(const GaussianKlDiagonalVjp::In<T>& in, Spread convention) -> Result<GaussianKlDiagonalVjp::Out<T>> {
  GaussianKlDiagonalVjp::Out<T> out{in.mu, in.mu, in.mu, in.mu};
  for (std::size_t i = 0; i < in.mu.size(); ++i) {
    const T &cotangent = in.cotangent.kl[i / in.mu.shape[1]], difference = in.mu[i] - in.prior_mu[i];
    const T precision = precision_of(in.prior_spread[i], convention), excess = expm1(log_ratio(in, i, convention));
    out.grad_mu[i] = cotangent * (difference * precision);
    out.grad_prior_mu[i] = -out.grad_mu[i];
    out.grad_spread[i] = cotangent * (excess * log_slope(in.spread[i], convention));
    out.grad_prior_spread[i] = -cotangent * ((excess + square(difference) * precision) * log_slope(in.prior_spread[i], convention));
  }
  return out;
};

}  // namespace etalon
