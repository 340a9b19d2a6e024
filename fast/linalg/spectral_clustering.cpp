#include "reference/contract/linalg/spectral_clustering.hpp"

#include <algorithm>
#include <limits>

#include "reference/contract/linalg/spectral_embedding.hpp"

namespace etalon {
using contract::linalg::SpectralClustering;
using contract::linalg::SpectralEmbedding;
using Variant = SpectralClustering::Variant;

namespace {

/// The objective; the labels by the way.
template <class T>
T assign(const Tensor<T>& rows, const Tensor<T>& centres, Tensor<std::int64_t>& labels) {
  T objective = 0;
  for (std::int64_t i = 0; i < rows.shape[0]; ++i) {
    T least = std::numeric_limits<T>::infinity();
    for (std::int64_t c = 0; c < centres.shape[0]; ++c) {
      T distance = 0;
      for (std::int64_t j = 0; j < rows.shape[1]; ++j) distance += (rows(i, j) - centres(c, j)) * (rows(i, j) - centres(c, j));
      if (distance < least) {
        least = distance;
        labels[i] = c;
      }
    }
    objective += least;
  }
  return objective;
}

template <class T>
void move(const Tensor<T>& rows, const Tensor<std::int64_t>& labels, Tensor<T>& centres) {
  for (std::int64_t c = 0; c < centres.shape[0]; ++c) {
    const auto count = std::count(labels.begin(), labels.end(), c);
    if (count == 0) continue;
    for (std::int64_t j = 0; j < centres.shape[1]; ++j) {
      T sum = 0;
      for (std::int64_t i = 0; i < rows.shape[0]; ++i)
        if (labels[i] == c) sum += rows(i, j);
      centres(c, j) = sum / static_cast<T>(count);
    }
  }
}

}  // namespace

/// Lloyd's steps on the rows of linalg.spectral_embedding. Refuses a gap that rounding does not tell from 0.
template <>
const Fast<SpectralClustering> Wings<SpectralClustering>::fast = []<class T>(const SpectralClustering::In<T>& in, Variant variant) -> Result<SpectralClustering::Out<T>> {
  const std::int64_t n = in.w.shape[0], k = in.k;
  const auto spectrum = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, n}, variant);
  const auto embedding = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, k}, variant);
  if (!spectrum || !embedding) return (spectrum ? embedding : spectrum).failure();
  const Tensor<T>& lambda = spectrum->lambda;
  const T noise = 4 * static_cast<T>(n) * std::numeric_limits<T>::epsilon() * lambda[n - 1];
  if (k < n && !(lambda[k] - lambda[k - 1] > noise)) return domain("C5", "the eigenvalue λ_k is also λ_{k+1}");

  SpectralClustering::Out<T> out{Tensor<std::int64_t>({n}), Tensor<T>({in.steps + 1}), 0, 0, 0};
  Tensor<T> centres({k, k});
  for (std::int64_t c = 0; c < k; ++c)
    for (std::int64_t j = 0; j < k; ++j) centres(c, j) = embedding->rows(in.centres[c], j);
  out.objective[0] = assign(embedding->rows, centres, out.labels);
  for (std::int64_t step = 1; step <= in.steps; ++step) {
    move(embedding->rows, out.labels, centres);
    out.objective[step] = assign(embedding->rows, centres, out.labels);
  }
  return out;
};

}  // namespace etalon
