#include "reference/contract/linalg/normalized_cut_partition.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::NormalizedCutPartition;

namespace {

/// The k trees of a heaviest spanning forest (Kruskal): a label for each vertex, and the lightest edge, if there are edges.
struct Forest {
  std::vector<std::int64_t> label;
  std::int64_t trees;
  std::optional<Interval> lightest;
};

Forest heaviest_forest(const Tensor<Interval>& w, std::int64_t k) {
  struct Edge {
    std::int64_t i, j;
  };
  const std::int64_t n = w.shape[0];
  std::vector<Edge> edges;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j)
      if (!w(i, j).is_zero()) edges.push_back({i, j});
  std::stable_sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) { return (w(a.i, a.j) > w(b.i, b.j)).certainly(); });

  Forest forest{std::vector<std::int64_t>(static_cast<std::size_t>(n)), n, std::nullopt};
  std::iota(forest.label.begin(), forest.label.end(), 0);
  for (const Edge& edge : edges) {
    const std::int64_t to = forest.label[edge.i], from = forest.label[edge.j];
    if (forest.trees == k) break;
    if (to == from) continue;
    std::replace(forest.label.begin(), forest.label.end(), from, to);
    forest.lightest = w(edge.i, edge.j);
    --forest.trees;
  }
  return forest;
}

}  // namespace

/// The trees, once they are proved to be far apart.
template <>
const Reference<NormalizedCutPartition> Wings<NormalizedCutPartition>::reference =
    [](const NormalizedCutPartition::In<Interval>& in) -> Result<NormalizedCutPartition::Out<Interval>> {
  const Tensor<Interval>& w = in.w;
  const std::int64_t n = w.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      if ((w(i, j) < w(j, i)).certainly()) return domain("C2", "w is not symmetric");

  const Forest forest = heaviest_forest(w, in.k);
  if (forest.trees > in.k) return domain("C4", "there are more than k components");
  std::vector<Interval> cut(static_cast<std::size_t>(n), Interval(0)), volume = cut;
  Interval total = 0, ncut = 0;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      if (forest.label[i] != forest.label[j]) cut[forest.label[i]] += w(i, j);
      volume[forest.label[i]] += w(i, j);
      total += w(i, j);
    }
  for (std::int64_t part = 0; part < n; ++part)
    if (!cut[part].is_zero()) ncut += cut[part] / volume[part];
  if (forest.lightest && !(32 * ncut <= square(*forest.lightest / total))) return domain("C4", "the parts are not far apart");

  NormalizedCutPartition::Out<Interval> out{Tensor<std::int64_t>({n})};
  std::vector<std::int64_t> number(static_cast<std::size_t>(n), -1);
  std::int64_t next = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    std::int64_t& one = number[forest.label[i]];
    if (one < 0) one = next++;
    out.labels[i] = one;
  }
  return out;
};

}  // namespace etalon
