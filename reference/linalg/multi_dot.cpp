#include "reference/contract/linalg/multi_dot.hpp"

#include <algorithm>
#include <limits>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::MultiDot;

namespace {

/// cost(i, j) = min over k of cost(i, k) + cost(k + 1, j) + pᵢ₋₁·p_k·pⱼ; A_l is of p_{l−1} × p_l.
std::int64_t fewest_multiplications(const Dimensions& p) {
  const std::size_t count = p.size() - 1;
  std::vector<std::vector<std::int64_t>> cost(count, std::vector<std::int64_t>(count, 0));
  for (std::size_t length = 2; length <= count; ++length)
    for (std::size_t i = 0; i + length <= count; ++i) {
      const std::size_t j = i + length - 1;
      cost[i][j] = std::numeric_limits<std::int64_t>::max();
      for (std::size_t k = i; k < j; ++k) cost[i][j] = std::min(cost[i][j], cost[i][k] + cost[k + 1][j] + p[i] * p[k + 1] * p[j + 1]);
    }
  return cost[0][count - 1];
}

}  // namespace

/// From the left; the best order by the recurrence of dynamic programming.
template <>
const Reference<MultiDot> Wings<MultiDot>::reference = []<class T>(const MultiDot::In<T>& in) -> Result<MultiDot::Out<T>> {
  Dimensions extents{in.matrices[0].shape[0]};
  for (const Tensor<T>& a : in.matrices) extents.push_back(a.shape[1]);
  Tensor<T> product = in.matrices[0];
  for (std::size_t l = 1; l < in.matrices.size(); ++l) {
    const Tensor<T>& a = in.matrices[l];
    Tensor<T> next({product.shape[0], a.shape[1]}, std::vector<T>(product.shape[0] * a.shape[1], T(0)));
    for (std::int64_t i = 0; i < next.shape[0]; ++i)
      for (std::int64_t j = 0; j < next.shape[1]; ++j)
        for (std::int64_t k = 0; k < a.shape[0]; ++k) next(i, j) += product(i, k) * a(k, j);
    product = std::move(next);
  }
  return MultiDot::Out<T>{product, fewest_multiplications(extents)};
};

}  // namespace etalon
