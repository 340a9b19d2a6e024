#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/spectral_clustering.hpp"
#include "reference/contract/linalg/spectral_embedding.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralClustering;
using contract::linalg::SpectralEmbedding;
using Variant = SpectralClustering::Variant;

/// The first assignment, of any rows.
template <class T>
void assign_once(const Tensor<T>& rows, const SpectralClustering::In<T>& in, SpectralClustering::Out<T>& out) {
  out.objective[0] = 0;
  for (std::int64_t i = 0; i < rows.shape[0]; ++i) {
    T least = INFINITY;
    for (std::int64_t c = 0; c < in.k; ++c) {
      T distance = 0;
      for (std::int64_t j = 0; j < rows.shape[1]; ++j) distance += (rows(i, j) - rows(in.centres[c], j)) * (rows(i, j) - rows(in.centres[c], j));
      if (distance < least) least = distance, out.labels[i] = c;
    }
    out.objective[0] += least;
  }
}

const auto registered =
    mutants<SpectralClustering>()
        .spoils("from_one", "labels from 1 to k",
                [](auto& out, const auto&) {
                  for (std::int64_t& label : out.labels) ++label;
                })
        .spoils("rows_not_normalized", "k-means on the eigenvectors as they are",
                []<class T>(SpectralClustering::Out<T>& out, const SpectralClustering::In<T>& in, Variant v) {
                  assign_once(Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, in.k}, v)->vectors, in, out);
                })
        .spoils("largest_eigenvalues", "the wrong end of the spectrum",
                []<class T>(SpectralClustering::Out<T>& out, const SpectralClustering::In<T>& in, Variant v) {
                  const std::int64_t n = in.w.shape[0];
                  const auto all = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, n}, v);
                  Tensor<T> last({n, in.k});
                  for (std::int64_t i = 0; i < n; ++i)
                    for (std::int64_t j = 0; j < in.k; ++j) last(i, j) = all->vectors(i, n - 1 - j);
                  assign_once(last, in, out);
                })
        .spoils("centres_stay", "Lloyd's second half forgotten: the centres never move",
                [](auto& out, const auto& in, Variant v) {
                  auto still = in;
                  still.steps = 0;
                  const auto first = Wings<SpectralClustering>::fast(still, v);
                  out.labels = first->labels;
                  std::fill(out.objective.begin(), out.objective.end(), first->objective[0]);
                })
        .spoils("distances_not_squared", "the objective sums distances",
                [](auto& out, const auto&) {
                  for (auto& x : out.objective) x = std::sqrt(x);
                })
        .spoils("first_centre_for_all", "argmin over the wrong axis: every label is 0",
                [](auto& out, const auto&) { std::fill(out.labels.begin(), out.labels.end(), 0); });

}  // namespace
}  // namespace etalon::verify
