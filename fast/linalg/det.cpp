#include "reference/contract/linalg/det.hpp"

#include <algorithm>
#include <cmath>

#include "fast/linalg/gauss.hpp"
#include "reference/contract/linalg/svd.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Det;
using contract::linalg::DetVjp;
using contract::linalg::Svd;

namespace {

/// x·2^exponent: a product that overflows nowhere on the way. ½ ≤ |x| < 1, or x = 0.
template <class T>
struct Scaled {
  T x = 1;
  std::int64_t exponent = 0;

  void operator*=(T factor) {
    int of_factor, of_product;
    x = std::frexp(x * std::frexp(factor, &of_factor), &of_product);
    exponent += of_factor + of_product;
  }
  /// The product times 2^−shift.
  T value(std::int64_t shift = 0) const { return std::ldexp(x, static_cast<int>(std::clamp<std::int64_t>(exponent - shift, -5000, 5000))); }
};

/// ±Π u_kk
template <class T>
Scaled<T> determinant_of(const Tensor<T>& a) {
  const auto [factors, swaps] = factor(a);
  Scaled<T> product{static_cast<T>(parity(swaps))};
  for (std::int64_t k = 0; k < a.shape[0]; ++k) product *= factors[k * a.shape[0] + k];
  return product;
}

}  // namespace

/// LAPACK's getrf; the pivots are multiplied with their exponents apart, so that nothing overflows on the way.
template <>
const Fast<Det> Wings<Det>::fast = []<class T>(const Det::In<T>& in) -> Result<Det::Out<T>> {
  return Det::Out<T>{determinant_of(in.a).value()};
};

/// Stewart's way, which needs no inverse: C = det(UV)·U·diag(Π_{i≠j} σ_i)·Vᵀ, its weights relative to the largest.
template <>
const Fast<DetVjp> Wings<DetVjp>::fast = []<class T>(const DetVjp::In<T>& in) -> Result<DetVjp::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  const auto svd = Wings<Svd>::fast(Svd::In<T>{in.a, 1});
  if (!svd) return svd.failure();
  std::vector<Scaled<T>> weights(static_cast<std::size_t>(n));
  std::int64_t top = -5000 * (n + 1);
  for (std::int64_t j = 0; j < n; ++j) {
    weights[j] *= in.cotangent.det;
    for (std::int64_t i = 0; i < n; ++i)
      if (i != j) weights[j] *= svd->sigma[i];
    if (weights[j].x != 0) top = std::max(top, weights[j].exponent);
  }
  const bool negative = (determinant_of(svd->u).x < 0) != (determinant_of(svd->vt).x < 0);
  Tensor<T> grad({n, n});
  for (std::int64_t j = 0; j < n; ++j) {
    const T weight = negative ? -weights[j].value(top) : weights[j].value(top);
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t k = 0; k < n; ++k) grad(i, k) += svd->u(i, j) * weight * svd->vt(j, k);
  }
  for (T& x : grad) x = std::ldexp(x, static_cast<int>(std::clamp<std::int64_t>(top, -5000, 5000)));
  return DetVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
