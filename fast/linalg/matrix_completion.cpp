#include "reference/contract/linalg/matrix_completion.hpp"

#include <algorithm>

#include "fast/backend/blas.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::MatrixCompletion;
using contract::linalg::Svd;
using contract::linalg::Svdvals;

/// LAPACK's gesdd of the filled matrix, and the product of what is left above λ.
template <>
const Fast<MatrixCompletion> Wings<MatrixCompletion>::fast = []<class T>(const MatrixCompletion::In<T>& in) -> Result<MatrixCompletion::Out<T>> {
  Tensor<T> z = in.x;
  T half_squares = 0, nuclear = 0;
  for (std::size_t i = 0; i < z.size(); ++i)
    if (in.mask[i] == 1) {
      const T difference = in.observed[i] - in.x[i];
      half_squares += difference / 2 * difference;
      z[i] = in.observed[i];
    }
  const auto of_x = Wings<Svdvals>::fast(Svdvals::In<T>{in.x});
  if (!of_x) return of_x.failure();
  for (const T sigma : of_x->sigma) nuclear += in.lambda * sigma;

  auto parts = Wings<Svd>::fast(Svd::In<T>{z, 0});
  if (!parts) return parts.failure();
  Tensor<T> left = parts->u;
  const std::int64_t k = parts->sigma.shape[0];
  for (std::int64_t i = 0; i < left.shape[0]; ++i)
    for (std::int64_t j = 0; j < k; ++j) left(i, j) *= std::max(parts->sigma[j] - in.lambda, T(0));
  backend::gemm(z.shape[0], z.shape[1], k, left.data.data(), parts->vt.data.data(), z.data.data());
  return MatrixCompletion::Out<T>{z, half_squares + nuclear};
};

}  // namespace etalon
