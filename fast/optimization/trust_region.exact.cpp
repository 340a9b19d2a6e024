#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/optimization/models.hpp"
#include "reference/contract/linalg/eigh.hpp"
#include "reference/contract/optimization/trust_region.exact.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::linalg::Eigh;
using Op = contract::optimization::TrustRegionExact;

/// By LAPACK's eigenvectors, in units of the model: the equation of λ is one of μ = λ + λ₁, which keeps its digits in the hard case
/// and near it; bisection down to neighbouring numbers. Where even μ = 0 leaves p too short, the rest lies along q₁.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const UnitModel<T> model(in.g, in.h);
  const std::int64_t n = in.g.shape[0];
  if (n == 0) return Op::Out<T>{in.g, 0};
  const auto eigen = Wings<Eigh>::fast(typename Eigh::In<T>{model.h});
  if (!eigen) return eigen.failure();
  const T delta = model.in_units(in.delta);
  const int h_exponent = model.g_exponent - model.exponent;
  Tensor<T> along({n}), p({n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < n; ++k) along[i] += eigen->q(k, i) * model.g[k];

  const T least = eigen->lambda[0];
  const auto coordinates = [&](T mu) {
    for (std::int64_t i = 0; i < n; ++i) p[i] = along[i] == 0 ? 0 : -along[i] / (eigen->lambda[i] - least + mu);
    return norm(p);
  };
  const auto step = [&](T lambda) {
    Tensor<T> out({n});
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t i = 0; i < n; ++i) out[k] += eigen->q(k, i) * p[i];
    return Op::Out<T>{model.back(out), std::ldexp(lambda, h_exponent)};
  };
  T low = std::max(T(0), least), high = low + norm(model.g) / delta;
  if (least > 0 && coordinates(least) <= delta) return step(0);
  if (const T length = coordinates(low); least <= 0 && length <= delta) {  // the hard case
    if (least < 0) p[0] = std::copysign(std::sqrt(p[0] * p[0] + (delta - length) * (delta + length)), p[0]);
    return step(-least);
  }
  // Halves of the exponent while they differ, then of the numbers themselves.
  for (int k = 0; k < 4 * std::numeric_limits<T>::digits; ++k) {
    const T mu = low > 0 && high > 4 * low ? std::sqrt(low) * std::sqrt(high) : low + (high - low) / 2;
    if (mu == low || mu == high) break;
    (coordinates(mu) > delta ? low : high) = mu;
  }
  coordinates(high);
  return step(high - least);
};

}  // namespace etalon
