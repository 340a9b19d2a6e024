#include "reference/contract/linalg/graph_laplacian.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::GraphLaplacian;
using Variant = GraphLaplacian::Variant;

/// D − W, I − D^(−½)WD^(−½) or I − D⁻¹W, entry by entry.
template <>
const Reference<GraphLaplacian> Wings<GraphLaplacian>::reference = []<class T>(const GraphLaplacian::In<T>& in, Variant variant) -> Result<GraphLaplacian::Out<T>> {
  const Tensor<T>& w = in.w;
  const std::int64_t n = w.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      if ((w(i, j) < w(j, i)).certainly()) return domain("C2", "w is not symmetric");

  const bool loops = variant != Variant::symmetric_without_loops;
  std::vector<T> degree(n, T(0));
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      if (loops || i != j) degree[i] += w(i, j);

  Tensor<T> l({n, n}, std::vector<T>(w.size(), T(0)));
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      if (degree[i] == 0 || degree[j] == 0) continue;  // no edges: nothing but zeros
      const T on_diagonal = i == j ? 1 : 0;
      if (variant == Variant::unnormalized) l(i, j) = on_diagonal * degree[i] - w(i, j);
      if (variant == Variant::symmetric) l(i, j) = on_diagonal - w(i, j) / (sqrt(degree[i]) * sqrt(degree[j]));
      if (!loops) l(i, j) = i == j ? T(1) : -w(i, j) / (sqrt(degree[i]) * sqrt(degree[j]));
      if (variant == Variant::random_walk) l(i, j) = on_diagonal - w(i, j) / degree[i];
    }
  return GraphLaplacian::Out<T>{std::move(l)};
};

}  // namespace etalon
