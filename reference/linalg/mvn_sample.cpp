#include "reference/contract/linalg/mvn_sample.hpp"

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::Cholesky;
using contract::linalg::CholeskyVjp;
using contract::linalg::MvnSample;
using contract::linalg::MvnSampleVjp;

/// μ + Lz with the factor of linalg.cholesky.
template <>
const Reference<MvnSample> Wings<MvnSample>::reference = []<class T>(const MvnSample::In<T>& in) -> Result<MvnSample::Out<T>> {
  const auto factor = Wings<Cholesky>::reference(Cholesky::In<T>{in.cov});  // its clause C2 is ours
  if (!factor) return factor.failure();

  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t k = 0; k <= i; ++k) x[i] += factor->l(i, k) * in.z[k];
  return MvnSample::Out<T>{x};
};

/// x̄ to μ; to Σ, what linalg.cholesky.vjp makes of L̄ = x̄zᵀ.
template <>
const Reference<MvnSampleVjp> Wings<MvnSampleVjp>::reference = []<class T>(const MvnSampleVjp::In<T>& in) -> Result<MvnSampleVjp::Out<T>> {
  const Tensor<T>& x = in.cotangent.x;
  Tensor<T> l({x.shape[0], x.shape[0]});
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t k = 0; k < x.shape[0]; ++k) l(i, k) = x[i] * in.z[k];
  const auto grad = Wings<CholeskyVjp>::reference(CholeskyVjp::In<T>{{in.cov}, {l}});
  if (!grad) return grad.failure();
  return MvnSampleVjp::Out<T>{x, grad->grad_a};
};

}  // namespace etalon
