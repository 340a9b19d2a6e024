#include "reference/contract/linalg/spectral_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::SpectralNorm;
using contract::linalg::SpectralNormGradient;
using contract::linalg::Svdvals;

/// The first of the proved singular values.
template <>
const Reference<SpectralNorm> Wings<SpectralNorm>::reference = []<class T>(const SpectralNorm::In<T>& in) -> Result<SpectralNorm::Out<T>> {
  const auto values = Wings<Svdvals>::reference(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  return SpectralNorm::Out<T>{values->sigma.size() == 0 ? T(0) : values->sigma[0]};
};

/// u₁v₁ᵀ of the proved singular system.
template <>
const Reference<SpectralNormGradient> Wings<SpectralNormGradient>::reference =
    [](const SpectralNormGradient::In<Interval>& in) -> Result<SpectralNormGradient::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  const SingularSystem found = singular_system(in.a, k, k);
  SpectralNormGradient::Out<Interval> out{Tensor<Interval>({m, n})};
  if (k == 0) return out;
  if (!is_simple(found, 0)) return domain("C2", "the largest singular value is multiple, or 0");
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) = found.u[0][i] * found.v[0][j];
  return out;
};

}  // namespace etalon
