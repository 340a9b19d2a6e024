#include "reference/contract/linalg/low_rank.hpp"

#include <cmath>

#include "fast/backend/blas.hpp"
#include "reference/contract/linalg/svd.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::LowRank;
using contract::linalg::Svd;

/// The first k terms of LAPACK's singular value decomposition, in one product of BLAS.
template <>
const Fast<LowRank> Wings<LowRank>::fast = []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], r = std::min(m, n), k = in.k;
  const auto decomposed = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
  if (!decomposed) return decomposed.failure();
  const auto& [u, sigma, vt] = *decomposed;

  Tensor<T> left({m, k});  // U_k·Σ_k
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < k; ++j) left(i, j) = u(i, j) * sigma[j];
  LowRank::Out<T> out{Tensor<T>({m, n}), k < r ? sigma[k] : T(0), T(0)};
  backend::gemm(m, n, k, left.data.data(), vt.data.data(), out.a_k.data.data());
  if (out.error_2 > 0) {  // the largest of the tail, so that no square leaves the range
    T sum = 0;
    for (std::int64_t i = k; i < r; ++i) sum += (sigma[i] / out.error_2) * (sigma[i] / out.error_2);
    out.error_f = out.error_2 * std::sqrt(sum);
  }
  return out;
};

}  // namespace etalon
