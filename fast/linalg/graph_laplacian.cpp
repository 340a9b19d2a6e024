#include "reference/contract/linalg/graph_laplacian.hpp"

#include <algorithm>
#include <cmath>

namespace etalon {
using contract::linalg::GraphLaplacian;
using Variant = GraphLaplacian::Variant;

/// The diagonal as the sum of the other weights: nothing cancels, whatever the loops.
template <>
const Fast<GraphLaplacian> Wings<GraphLaplacian>::fast = []<class T>(const GraphLaplacian::In<T>& in, Variant variant) -> Result<GraphLaplacian::Out<T>> {
  const Tensor<T>& w = in.w;
  const std::int64_t n = w.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j)
      if (w(i, j) != w(j, i)) return domain("C2", "w is not symmetric");

  constexpr T small = T(0x1p-64), root_of_small = T(0x1p-32);  // where a degree overflows, it is taken of smaller weights
  Storage<T> others(n), degree(n), scale(n, 1), root(n);
  for (std::int64_t i = 0; i < n; ++i) {
    const auto sum = [&](T factor) {
      others[i] = 0;
      for (std::int64_t j = 0; j < n; ++j)
        if (j != i) others[i] += factor * w(i, j);
      degree[i] = variant == Variant::symmetric_without_loops ? others[i] : others[i] + factor * w(i, i);
    };
    sum(1);
    if (variant != Variant::unnormalized && !std::isfinite(degree[i])) sum(scale[i] = small);
    root[i] = std::sqrt(degree[i]) / (scale[i] == 1 ? T(1) : root_of_small);
  }

  Tensor<T> l({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      if (degree[i] == 0 || degree[j] == 0) continue;
      if (variant == Variant::unnormalized) l(i, j) = i == j ? others[i] : -w(i, j);
      else if (i == j) l(i, j) = others[i] / degree[i];
      else if (variant != Variant::random_walk)  // the smaller root first: w_ij is at most its square
        l(i, j) = -w(i, j) / std::min(root[i], root[j]) / std::max(root[i], root[j]);
      else l(i, j) = -scale[i] * w(i, j) / degree[i];
    }
  return GraphLaplacian::Out<T>{std::move(l)};
};

}  // namespace etalon
