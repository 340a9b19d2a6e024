#include "reference/contract/vae/gaussian_log_likelihood.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::vae::GaussianLogLikelihood;
using contract::vae::GaussianLogLikelihoodVjp;
using Variant = GaussianLogLikelihood::Variant;

namespace {

/// 1/σ² and log σ².
template <class T>
T precision_of(const T& spread, Variant v) {
  return v == Variant::variance ? 1 / spread : exp(-spread);
}
template <class T>
T log_variance(const T& spread, Variant v) {
  return v == Variant::variance ? log(spread) : spread;
}

}  // namespace

template <>
const Reference<GaussianLogLikelihood> Wings<GaussianLogLikelihood>::reference =
    []<class T>(const GaussianLogLikelihood::In<T>& in, Variant v) -> Result<GaussianLogLikelihood::Out<T>> {
  Tensor<T> y({in.x.shape[0]});
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T& spread = GaussianLogLikelihood::spread_of(in, i);
    y[i / in.x.shape[1]] -= (square(in.x[i] - in.mean[i]) * precision_of(spread, v) + log_variance(spread, v) + log(2 * T(pi()))) / 2;
  }
  return GaussianLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Reference<GaussianLogLikelihoodVjp> Wings<GaussianLogLikelihoodVjp>::reference =
    []<class T>(const GaussianLogLikelihoodVjp::In<T>& in, Variant v) -> Result<GaussianLogLikelihoodVjp::Out<T>> {
  GaussianLogLikelihoodVjp::Out<T> out{in.mean, map(in.spread, [](const T&) { return T(0); })};
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T &cotangent = in.cotangent.log_likelihood[i / in.x.shape[1]], &spread = GaussianLogLikelihood::spread_of(in, i);
    const T distance = in.x[i] - in.mean[i], precision = precision_of(spread, v);
    out.grad_mean[i] = cotangent * (distance * precision);
    const T by_log = cotangent * ((square(distance) * precision - 1) / 2);
    out.grad_spread[in.spread.rank() == 0 ? 0 : i] += v == Variant::variance ? by_log / spread : by_log;
  }
  return out;
};

}  // namespace etalon
