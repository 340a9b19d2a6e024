#include "reference/contract/vae/gaussian_log_likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::vae::GaussianLogLikelihood;
using contract::vae::GaussianLogLikelihoodVjp;
using Variant = GaussianLogLikelihood::Variant;

namespace {

constexpr double log_2pi = 1.837877066409345483560659472811;

/// x/σ, by the fourth root where σ² may leave the range.
template <class T>
T over_deviation(T x, T spread, Variant v) {
  if (v == Variant::variance) return x / std::sqrt(spread);
  if (x == 0) return x;
  const T root = std::exp(-spread / 4);
  return x * root * root;
}

}  // namespace

template <>
const Fast<GaussianLogLikelihood> Wings<GaussianLogLikelihood>::fast =
    []<class T>(const GaussianLogLikelihood::In<T>& in, Variant v) -> Result<GaussianLogLikelihood::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> y({n});
  for (std::int64_t i = 0; i < n; ++i) {
    const auto sum = [&](auto term) { return fast::tensor::pairwise_sum<T>(i * p, (i + 1) * p, term); };
    y[i] = -sum([&](std::int64_t k) {
      const T s = GaussianLogLikelihood::spread_of(in, k), distance = over_deviation(in.x[k] - in.mean[k], s, v);
      return distance / 2 * distance + ((v == Variant::variance ? std::log(s) : s) / 2 + static_cast<T>(log_2pi / 2));
    });
  }
  return GaussianLogLikelihood::Out<T>{std::move(y)};
};

template <>
const Fast<GaussianLogLikelihoodVjp> Wings<GaussianLogLikelihoodVjp>::fast =
    []<class T>(const GaussianLogLikelihoodVjp::In<T>& in, Variant v) -> Result<GaussianLogLikelihoodVjp::Out<T>> {
  GaussianLogLikelihoodVjp::Out<T> out{Tensor<T>(in.mean.shape), Tensor<T>(in.spread.shape)};
  const bool shared = in.spread.rank() == 0;
  T squares = 0, cotangents = 0, largest = 0;
  std::vector<T> distances;
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T cotangent = in.cotangent.log_likelihood[i / in.x.shape[1]], s = GaussianLogLikelihood::spread_of(in, i), distance = over_deviation(in.x[i] - in.mean[i], s, v);
    distances.push_back(distance);
    if (cotangent == 0) continue;  // whatever overflows
    largest = std::max(largest, std::fabs(distance));
    out.grad_mean[i] = cotangent * (v == Variant::variance ? (in.x[i] - in.mean[i]) / s : over_deviation(distance, s, v));
    const T half = T(0.5) * cotangent;
    if (shared) continue;
    const T slope = v == Variant::variance ? half * (distance * (distance / s) - 1 / s) : half * ((distance - 1) * (distance + 1));
    // A square that overflows need not beside a small cotangent.
    out.grad_spread[i] = std::isfinite(slope) ? slope : half * distance * (v == Variant::variance ? distance / s : distance);
  }
  if (!shared || distances.empty()) return out;
  // ½Σ ȳ((x − m)²/σ² − 1), by squares of about 1: those that overflow may cancel.
  const T unit = largest > 0 && std::isfinite(largest) ? std::ldexp(T(1), std::ilogb(largest)) : T(1), s = v == Variant::variance ? in.spread[0] : T(1);
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const T cotangent = in.cotangent.log_likelihood[i / in.x.shape[1]], distance = distances[i] / unit;
    if (cotangent == 0) continue;
    squares += cotangent * distance * distance, cotangents += cotangent;
  }
  out.grad_spread[0] = T(0.5) * ((squares == 0 ? T(0) : squares * unit * (unit / s)) - cotangents / s);
  return out;
};

}  // namespace etalon
