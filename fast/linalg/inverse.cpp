#include "reference/contract/linalg/inverse.hpp"

#include "fast/linalg/gauss.hpp"
#include "fast/linalg/product.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Inverse;
using contract::linalg::InverseVjp;

/// LAPACK's getrf and getri.
template <>
const Fast<Inverse> Wings<Inverse>::fast = []<class T>(const Inverse::In<T>& in) -> Result<Inverse::Out<T>> {
  const std::int64_t n = in.a.shape[0];
  auto [x, swaps] = factor(in.a);
  if (has_zero_pivot(n, x)) return domain("C2", "the matrix is singular");
  if (n > 0) lapack::getri(static_cast<int>(n), x.data(), swaps.data());
  return Inverse::Out<T>{from_columns(std::move(x), n, n)};
};

/// −XᵀX̄Xᵀ by two products of BLAS.
template <>
const Fast<InverseVjp> Wings<InverseVjp>::fast = []<class T>(const InverseVjp::In<T>& in) -> Result<InverseVjp::Out<T>> {
  const auto forward = Wings<Inverse>::fast(in);
  if (!forward) return forward.failure();
  const Tensor<T> xt = transposed(forward->x);
  Tensor<T> grad = product(product(xt, in.cotangent.x), xt);
  for (T& x : grad) x = -x;
  return InverseVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
