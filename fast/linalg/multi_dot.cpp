#include "reference/contract/linalg/multi_dot.hpp"

#include <limits>

#include "fast/linalg/product.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::MultiDot;
using contract::linalg::MultiDotVjp;

namespace {

/// Where the products of i … j are best divided: split[i][j] is the last of the left part.
std::vector<std::vector<std::size_t>> best_order(const Dimensions& p) {
  const std::size_t count = p.size() - 1;
  std::vector<std::vector<double>> cost(count, std::vector<double>(count, 0));
  std::vector<std::vector<std::size_t>> split(count, std::vector<std::size_t>(count, 0));
  for (std::size_t length = 2; length <= count; ++length)
    for (std::size_t i = 0; i + length <= count; ++i) {
      const std::size_t j = i + length - 1;
      cost[i][j] = std::numeric_limits<double>::infinity();
      for (std::size_t k = i; k < j; ++k) {
        const double one = cost[i][k] + cost[k + 1][j] + static_cast<double>(p[i]) * static_cast<double>(p[k + 1]) * static_cast<double>(p[j + 1]);
        if (one < cost[i][j]) cost[i][j] = one, split[i][j] = k;
      }
    }
  return split;
}

template <class T>
Tensor<T> in_order(const TensorList<T>& matrices, const std::vector<std::vector<std::size_t>>& split, std::size_t i, std::size_t j) {
  if (i == j) return matrices[i];
  return product(in_order(matrices, split, i, split[i][j]), in_order(matrices, split, split[i][j] + 1, j));
}

}  // namespace

/// BLAS, in the order of the fewest multiplications.
template <>
const Fast<MultiDot> Wings<MultiDot>::fast = []<class T>(const MultiDot::In<T>& in) -> Result<MultiDot::Out<T>> {
  Dimensions extents{in.matrices[0].shape[0]};
  for (const Tensor<T>& a : in.matrices) extents.push_back(a.shape[1]);
  return MultiDot::Out<T>{in_order(in.matrices, best_order(extents), 0, in.matrices.size() - 1), 0};
};

/// (A₁⋯A_{l−1})ᵀC̄ grows from the left, (A_{l+1}⋯A_L)ᵀ from the right: three products for each matrix.
template <>
const Fast<MultiDotVjp> Wings<MultiDotVjp>::fast = []<class T>(const MultiDotVjp::In<T>& in) -> Result<MultiDotVjp::Out<T>> {
  const std::size_t count = in.matrices.size();
  MultiDotVjp::Out<T> out;
  Tensor<T> left = in.cotangent.product;
  TensorList<T> right(count);  // (A_{l+1}⋯A_L)ᵀ; none for the last
  for (std::size_t l = count - 1; l-- > 0;) right[l] = l + 2 == count ? transposed(in.matrices[l + 1]) : product(right[l + 1], transposed(in.matrices[l + 1]));
  for (std::size_t l = 0; l < count; ++l) {
    out.grad_matrices.push_back(l + 1 == count ? left : product(left, right[l]));
    left = product(transposed(in.matrices[l]), left);
  }
  return out;
};

}  // namespace etalon
