#include "reference/contract/linalg/multi_dot.hpp"

#include <limits>

#include "fast/backend/blas.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::MultiDot;

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
Tensor<T> product(const TensorList<T>& matrices, const std::vector<std::vector<std::size_t>>& split, std::size_t i, std::size_t j) {
  if (i == j) return matrices[i];
  const Tensor<T> left = product(matrices, split, i, split[i][j]), right = product(matrices, split, split[i][j] + 1, j);
  Tensor<T> c({left.shape[0], right.shape[1]});
  backend::gemm(c.shape[0], c.shape[1], right.shape[0], left.data.data(), right.data.data(), c.data.data());
  return c;
}

}  // namespace

/// BLAS, in the order of the fewest multiplications.
template <>
const Fast<MultiDot> Wings<MultiDot>::fast = []<class T>(const MultiDot::In<T>& in) -> Result<MultiDot::Out<T>> {
  Dimensions extents{in.matrices[0].shape[0]};
  for (const Tensor<T>& a : in.matrices) extents.push_back(a.shape[1]);
  return MultiDot::Out<T>{product(in.matrices, best_order(extents), 0, in.matrices.size() - 1), 0};
};

}  // namespace etalon
