#include "reference/contract/linalg/cholesky_logdet.hpp"

#include <cmath>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/scaled_cholesky.hpp"

namespace etalon {
using namespace fast;
using fast::linalg::scaled_cholesky;
using contract::linalg::Cholesky;
using contract::linalg::CholeskyLogdet;
using contract::linalg::CholeskyLogdetGradient;

/// LAPACK's potrf; the logarithms of the diagonal are added.
template <>
const Fast<CholeskyLogdet> Wings<CholeskyLogdet>::fast = []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdet::Out<T>> {
  const auto factor = Wings<Cholesky>::fast(Cholesky::In<T>{in.a});
  if (!factor) return factor.failure();
  T sum = 0;
  for (std::int64_t j = 0; j < in.a.shape[0]; ++j) sum += std::log(factor->l(j, j));
  return CholeskyLogdet::Out<T>{2 * sum};
};

/// LAPACK's potrf and potri, of rows of length near 1; an entry below the diagonal stands for two.
template <>
const Fast<CholeskyLogdetGradient> Wings<CholeskyLogdetGradient>::fast = []<class T>(const CholeskyLogdet::In<T>& in) -> Result<CholeskyLogdetGradient::Out<T>> {
  auto factor = scaled_cholesky(in.a);
  if (!factor) return factor.failure();
  Tensor<T>& grad = factor->l;
  const std::int64_t n = in.a.shape[0];
  // The lower triangle by rows is the upper one by columns.
  if (lapack::potri('U', static_cast<int>(n), grad.data.data()) != 0) return Failure{"", "LAPACK's potri met a pivot of 0"};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) grad(i, j) = factor->unscaled(i == j ? grad(i, j) : 2 * grad(i, j), i, j);
  return CholeskyLogdetGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
