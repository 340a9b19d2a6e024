#include "reference/contract/linalg/multi_dot.hpp"

#include <algorithm>
#include <limits>

#include "reference/linalg/matrix.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::MultiDot;
using contract::linalg::MultiDotVjp;

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
  Tensor<T> all = in.matrices[0];
  for (std::size_t l = 1; l < in.matrices.size(); ++l) all = product(all, in.matrices[l]);
  return MultiDot::Out<T>{all, fewest_multiplications(extents)};
};

/// Ā_l = (A₁⋯A_{l−1})ᵀ·C̄·(A_{l+1}⋯A_L)ᵀ.
template <>
const Reference<MultiDotVjp> Wings<MultiDotVjp>::reference = []<class T>(const MultiDotVjp::In<T>& in) -> Result<MultiDotVjp::Out<T>> {
  MultiDotVjp::Out<T> out;
  for (std::size_t l = 0; l < in.matrices.size(); ++l) {
    Tensor<T> grad = in.cotangent.product;
    for (std::size_t k = 0; k < l; ++k) grad = product(transposed(in.matrices[k]), grad);
    for (std::size_t k = in.matrices.size(); k-- > l + 1;) grad = product(grad, transposed(in.matrices[k]));
    out.grad_matrices.push_back(grad);
  }
  return out;
};

}  // namespace etalon
