#include "reference/contract/linalg/mvn_sample.hpp"

#include "reference/contract/linalg/cholesky.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;
using contract::linalg::MvnSample;
using contract::linalg::MvnSampleVjp;

/// LAPACK's potrf, and the product by rows.
template <>
const Fast<MvnSample> Wings<MvnSample>::fast = []<class T>(const MvnSample::In<T>& in) -> Result<MvnSample::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.cov});
  if (!factor) return factor.failure();

  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i) {
    T sum = 0;
    for (std::size_t k = 0; k <= i; ++k) sum += factor->l(i, k) * in.z[k];
    x[i] += sum;
  }
  return MvnSample::Out<T>{std::move(x)};
};

/// linalg.cholesky.vjp of L̄ = x̄zᵀ.
template <>
const Fast<MvnSampleVjp> Wings<MvnSampleVjp>::fast = []<class T>(const MvnSampleVjp::In<T>& in) -> Result<MvnSampleVjp::Out<T>> {
  const Tensor<T>& x = in.cotangent.x;
  const std::int64_t d = x.shape[0];
  CholeskyVjp::In<T> factor{{in.cov}, {Tensor<T>({d, d})}};
  for (std::int64_t i = 0; i < d; ++i)
    for (std::int64_t k = 0; k <= i; ++k) factor.cotangent.l(i, k) = x[i] * in.z[k];
  auto grad = Wings<CholeskyVjp>::fast(factor);
  if (!grad) return grad.failure();
  return MvnSampleVjp::Out<T>{x, std::move(grad->grad_a)};
};

}  // namespace etalon
