#include "reference/contract/vae/linear_gaussian_evidence.hpp"

#include <cmath>

#include "fast/linalg/product.hpp"
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using namespace fast::linalg;
using contract::linalg::Cholesky;
using contract::vae::LinearGaussianEvidence;

/// WWᵀ by BLAS, LAPACK's potrf, and forward substitution for all samples at a time.
template <>
const Fast<LinearGaussianEvidence> Wings<LinearGaussianEvidence>::fast =
    []<class T>(const LinearGaussianEvidence::In<T>& in) -> Result<LinearGaussianEvidence::Out<T>> {
  const std::int64_t n = in.x.shape[0], p = in.x.shape[1];
  Tensor<T> cov = product(in.w, transposed(in.w)), r({p, n});
  for (std::int64_t j = 0; j < p; ++j) cov(j, j) += in.variance;
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{std::move(cov)});
  if (!factor) return Failure{"", "rounding has lost σ² beside WWᵀ"};
  T logs = static_cast<T>(static_cast<double>(p) * 0.918938533204672741780329736406);
  Tensor<T> half_squares({n});
  for (std::int64_t j = 0; j < p; ++j) {
    logs += std::log(factor->l(j, j));
    for (std::int64_t i = 0; i < n; ++i) r(j, i) = in.x(i, j) - in.b[j];
    for (std::int64_t k = 0; k < j; ++k)
      for (std::int64_t i = 0; i < n; ++i) r(j, i) -= factor->l(j, k) * r(k, i);
    for (std::int64_t i = 0; i < n; ++i) {
      r(j, i) /= factor->l(j, j);
      half_squares[i] += r(j, i) / 2 * r(j, i);
    }
  }
  return LinearGaussianEvidence::Out<T>{map(half_squares, [&](T half) { return -half - logs; })};
};

}  // namespace etalon
