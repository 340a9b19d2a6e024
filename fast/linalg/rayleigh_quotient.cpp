#include "reference/contract/linalg/rayleigh_quotient.hpp"

#include "fast/linalg/vectors.hpp"

namespace etalon {
using namespace fast::linalg;
using contract::linalg::RayleighQuotient;
using contract::linalg::RayleighQuotientGradient;

template <>
const Fast<RayleighQuotient> Wings<RayleighQuotient>::fast = []<class T>(const RayleighQuotient::In<T>& in) -> Result<RayleighQuotient::Out<T>> {
  return RayleighQuotient::Out<T>{rayleigh_quotient(in.a, in.x)};
};

/// Of x by its largest entry: Ā is the same, and x̄ that much larger.
template <>
const Fast<RayleighQuotientGradient> Wings<RayleighQuotientGradient>::fast = []<class T>(const RayleighQuotient::In<T>& in) -> Result<RayleighQuotientGradient::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Tensor<T> x = in.x;
  const int exponent = scale(x);
  T length = 0;
  for (const T entry : x) length += entry * entry;
  const T rho = rayleigh_quotient(in.a, x);
  const Tensor<T> y = times(in.a, x);
  RayleighQuotientGradient::Out<T> out{Tensor<T>({n, n}), Tensor<T>({n})};
  for (std::int64_t j = 0; j < n; ++j) {
    T sum = y[j];
    for (std::int64_t i = 0; i < n; ++i) {
      out.grad_a(i, j) = x[i] * x[j] / length;
      sum += in.a(i, j) * x[i];
    }
    out.grad_x[j] = std::ldexp((sum - 2 * rho * x[j]) / length, -exponent);
  }
  return out;
};

}  // namespace etalon
