#include "reference/contract/linalg/rayleigh_quotient.hpp"

#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::RayleighQuotient;
using contract::linalg::RayleighQuotientGradient;

/// As it is written.
template <>
const Reference<RayleighQuotient> Wings<RayleighQuotient>::reference = []<class T>(const RayleighQuotient::In<T>& in) -> Result<RayleighQuotient::Out<T>> {
  return RayleighQuotient::Out<T>{rayleigh_quotient(in.a, in.x)};
};

/// The quotient's rule: of xᵀAx the derivative is (A + Aᵀ)x, of xᵀx it is 2x.
template <>
const Reference<RayleighQuotientGradient> Wings<RayleighQuotientGradient>::reference = []<class T>(const RayleighQuotient::In<T>& in) -> Result<RayleighQuotientGradient::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  const T length = dot(in.x, in.x), rho = rayleigh_quotient(in.a, in.x);
  RayleighQuotientGradient::Out<T> out{Tensor<T>({n, n}), Tensor<T>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    T sum = 0;
    for (std::int64_t j = 0; j < n; ++j) {
      out.grad_a(i, j) = in.x[i] * in.x[j] / length;
      sum += in.a(i, j) * in.x[j] + in.a(j, i) * in.x[j];
    }
    out.grad_x[i] = (sum - 2 * rho * in.x[i]) / length;
  }
  return out;
};

}  // namespace etalon
