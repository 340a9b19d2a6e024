#include "reference/contract/linalg/normalized_cut_partition.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/spectral_embedding.hpp"

namespace etalon {
using contract::linalg::NormalizedCutPartition;
using contract::linalg::SpectralEmbedding;

namespace {

template <class T>
T squared_distance(const Tensor<T>& x, std::int64_t i, const Tensor<T>& y, std::int64_t j) {
  T sum = 0;
  for (std::int64_t c = 0; c < x.shape[1]; ++c) sum += (x(i, c) - y(j, c)) * (x(i, c) - y(j, c));
  return sum;
}

/// The row that is farthest from the centres before it, again and again.
template <class T>
Tensor<T> farthest_first(const Tensor<T>& rows, std::int64_t k) {
  Tensor<T> centres({k, rows.shape[1]});
  Storage<T> distance(static_cast<std::size_t>(rows.shape[0]), INFINITY);
  for (std::int64_t c = 0; c < k; ++c) {
    const auto next = std::max_element(distance.begin(), distance.end()) - distance.begin();
    for (std::int64_t j = 0; j < rows.shape[1]; ++j) centres(c, j) = rows(next, j);
    for (std::int64_t i = 0; i < rows.shape[0]; ++i) distance[i] = std::min(distance[i], squared_distance(rows, i, centres, c));
  }
  return centres;
}

/// Of weights scaled to at most 1: is Σ cut/vol ≤ (a/vol)²/32, with a the lightest edge by which Prim's algorithm grows a tree inside each part?
template <class T>
bool far_apart(const Tensor<T>& w, const Tensor<std::int64_t>& label, std::int64_t k) {
  const std::int64_t n = w.shape[0];
  T total = 0, ncut = 0, lightest = INFINITY;
  for (std::int64_t part = 0; part < k; ++part) {
    T cut = 0, volume = 0;
    Storage<T> reach(static_cast<std::size_t>(n), -1);  // the heaviest edge to the tree, of those of this part that are not in it
    for (std::int64_t i = 0; i < n; ++i) {
      if (label[i] != part) continue;
      reach[i] = 0;
      for (std::int64_t j = 0; j < n; ++j) volume += w(i, j), cut += label[j] == part ? 0 : w(i, j);
    }
    total += volume;
    if (cut > 0) ncut += cut / volume;
    for (bool first = true;; first = false) {
      const auto at = std::max_element(reach.begin(), reach.end()) - reach.begin();
      if (reach[at] < 0) break;
      if (!first) lightest = std::min(lightest, reach[at]);
      reach[at] = -1;
      for (std::int64_t i = 0; i < n; ++i)
        if (reach[i] >= 0) reach[i] = std::max(reach[i], w(at, i));
    }
  }
  if (std::isinf(lightest)) return true;  // parts of one vertex
  return lightest > 0 && 32 * ncut <= lightest / total * (lightest / total);
}

}  // namespace

/// Lloyd's k-means on the unit rows of linalg.spectral_embedding, from rows that are far from each other.
template <>
const Fast<NormalizedCutPartition> Wings<NormalizedCutPartition>::fast = []<class T>(const NormalizedCutPartition::In<T>& in) -> Result<NormalizedCutPartition::Out<T>> {
  const auto embedding = Wings<SpectralEmbedding>::fast(SpectralEmbedding::In<T>{in.w, in.k});
  if (!embedding) return embedding.failure();
  const Tensor<T>& rows = embedding->rows;
  const std::int64_t n = in.w.shape[0], k = in.k;
  NormalizedCutPartition::Out<T> out{Tensor<std::int64_t>({n})};
  Tensor<T> centres = farthest_first(rows, k);
  bool moved = true;
  for (int step = 0; moved && step < 100; ++step) {
    moved = false;
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t c = 0; c < k; ++c)
        if (squared_distance(rows, i, centres, c) < squared_distance(rows, i, centres, out.labels[i])) out.labels[i] = c, moved = true;
    for (std::int64_t c = 0; c < k; ++c) {
      const auto count = std::count(out.labels.begin(), out.labels.end(), c);
      for (std::int64_t j = 0; count > 0 && j < k; ++j) {
        T sum = 0;
        for (std::int64_t i = 0; i < n; ++i) sum += out.labels[i] == c ? rows(i, j) : T(0);
        centres(c, j) = sum / static_cast<T>(count);
      }
    }
  }
  T largest = 0;
  for (const T x : in.w) largest = std::max(largest, x);
  const int shift = largest > 0 ? -std::ilogb(largest) : 0;
  if (!far_apart(map(in.w, [&](T x) { return std::ldexp(x, shift); }), out.labels, k)) return domain("C4", "the graph does not fall into k parts");
  return out;
};

}  // namespace etalon
