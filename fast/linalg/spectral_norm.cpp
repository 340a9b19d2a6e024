#include "reference/contract/linalg/spectral_norm.hpp"

#include "reference/contract/linalg/svd.hpp"
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using contract::linalg::SpectralNorm;
using contract::linalg::SpectralNormGradient;
using contract::linalg::Svd;
using contract::linalg::Svdvals;

/// The first of LAPACK's singular values.
template <>
const Fast<SpectralNorm> Wings<SpectralNorm>::fast = []<class T>(const SpectralNorm::In<T>& in) -> Result<SpectralNorm::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<T>{values->sigma.size() == 0 ? T(0) : values->sigma[0]};
};

/// The outer product of LAPACK's first pair of vectors.
template <>
const Fast<SpectralNormGradient> Wings<SpectralNormGradient>::fast = []<class T>(const SpectralNormGradient::In<T>& in) -> Result<SpectralNormGradient::Out<T>> {
  const auto parts = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
  if (!parts) return parts.failure();
  SpectralNormGradient::Out<T> out{Tensor<T>(in.a.shape)};
  for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
    for (std::int64_t j = 0; j < in.a.shape[1]; ++j) out.grad_a(i, j) = parts->u(i, 0) * parts->vt(0, j);
  return out;
};

}  // namespace etalon
