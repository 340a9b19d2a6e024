#include "reference/contract/linalg/nuclear_norm.hpp"

#include "fast/backend/blas.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::NuclearNorm;
using contract::linalg::NuclearNormGradient;
using contract::linalg::Svd;
using contract::linalg::Svdvals;

/// The sum of LAPACK's singular values.
template <>
const Fast<NuclearNorm> Wings<NuclearNorm>::fast = []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  T sum = 0;
  for (std::size_t i = values->sigma.size(); i-- > 0;) sum += values->sigma[i];  // the small ones first
  return NuclearNorm::Out<T>{sum};
};

/// The product of LAPACK's U and Vᵀ, whose common rotations cancel.
template <>
const Fast<NuclearNormGradient> Wings<NuclearNormGradient>::fast = []<class T>(const NuclearNormGradient::In<T>& in) -> Result<NuclearNormGradient::Out<T>> {
  const auto parts = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
  if (!parts) return parts.failure();
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  NuclearNormGradient::Out<T> out{Tensor<T>({m, n})};
  backend::gemm(m, n, std::min(m, n), parts->u.data.data(), parts->vt.data.data(), out.grad_a.data.data());
  return out;
};

}  // namespace etalon
