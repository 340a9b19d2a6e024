#include "reference/contract/linalg/spectral_embedding.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigh.hpp"
#include "reference/contract/linalg/graph_laplacian.hpp"

namespace etalon {
using contract::linalg::Eigh;
using contract::linalg::GraphLaplacian;
using contract::linalg::SpectralEmbedding;
using Variant = SpectralEmbedding::Variant;

/// LAPACK's syevd of the Laplacian.
template <>
const Fast<SpectralEmbedding> Wings<SpectralEmbedding>::fast = []<class T>(const SpectralEmbedding::In<T>& in, Variant variant) -> Result<SpectralEmbedding::Out<T>> {
  const auto laplacian = Wings<GraphLaplacian>::fast(GraphLaplacian::In<T>{in.w}, variant == Variant::symmetric ? GraphLaplacian::Variant::symmetric : GraphLaplacian::Variant::unnormalized);
  if (!laplacian) return laplacian.failure();
  const std::int64_t n = in.w.shape[0], k = in.k;
  const auto parts = Wings<Eigh>::fast(Eigh::In<T>{laplacian->l});
  if (!parts) return parts.failure();

  SpectralEmbedding::Out<T> out{Tensor<T>({k}), Tensor<T>({n, k}), Tensor<T>({n, k})};
  for (std::int64_t j = 0; j < k; ++j) out.lambda[j] = parts->lambda[j];
  for (std::int64_t i = 0; i < n; ++i) {
    T largest = 0, squares = 0;
    for (std::int64_t j = 0; j < k; ++j) largest = std::max(largest, std::fabs(out.vectors(i, j) = parts->q(i, j)));
    if (largest == 0) continue;
    for (std::int64_t j = 0; j < k; ++j) squares += (out.vectors(i, j) / largest) * (out.vectors(i, j) / largest);
    for (std::int64_t j = 0; j < k; ++j) out.rows(i, j) = out.vectors(i, j) / largest / std::sqrt(squares);
  }
  return out;
};

}  // namespace etalon
