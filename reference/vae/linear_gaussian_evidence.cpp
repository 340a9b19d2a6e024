#include "reference/contract/vae/linear_gaussian_evidence.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/linalg/triangular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Cholesky;
using contract::vae::LinearGaussianEvidence;

/// −½(‖L⁻¹(x − b)‖² + 2 Σ log l_ii + p·log 2π) with WWᵀ + σ²I = LLᵀ.
template <>
const Reference<LinearGaussianEvidence> Wings<LinearGaussianEvidence>::reference =
    []<class T>(const LinearGaussianEvidence::In<T>& in) -> Result<LinearGaussianEvidence::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> cov = product(in.w, transposed(in.w)), r({p, n});
  for (std::int64_t j = 0; j < p; ++j) {
    cov(j, j) += in.variance;
    for (std::int64_t i = 0; i < n; ++i) r(j, i) = in.x(i, j) - in.b[j];
  }
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{cov});
  if (!factor) return factor.failure();
  const Tensor<T> w = solve_lower(factor->l, r);
  Tensor<T> y({n});
  for (std::int64_t i = 0; i < n; ++i) {
    T sum = T(p) * log(T(2 * pi()));
    for (std::int64_t j = 0; j < p; ++j) sum += square(w(j, i)) + 2 * log(factor->l(j, j));
    y[i] = -sum / 2;
  }
  return LinearGaussianEvidence::Out<T>{std::move(y)};
};

}  // namespace etalon
