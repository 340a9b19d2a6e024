#include "reference/contract/linalg/pinv.hpp"

#include "fast/backend/blas.hpp"
#include "reference/contract/linalg/svd.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Pinv;
using contract::linalg::Svd;

/// V·Σ⁺·Uᵀ of LAPACK's singular value decomposition, in one product of BLAS.
template <>
const Fast<Pinv> Wings<Pinv>::fast = []<class T>(const Pinv::In<T>& in) -> Result<Pinv::Out<T>> {
  const auto decomposed = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
  if (!decomposed) return decomposed.failure();
  const auto& [u, sigma, vt] = *decomposed;

  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  std::int64_t rank = 0;
  while (rank < static_cast<std::int64_t>(sigma.size()) && sigma[rank] > in.rcond * sigma[0]) ++rank;
  Tensor<T> left({n, rank}), right({rank, m});  // V_r·Σ_r⁻¹ and U_rᵀ
  for (std::int64_t l = 0; l < rank; ++l) {
    for (std::int64_t i = 0; i < n; ++i) left(i, l) = vt(l, i) / sigma[l];
    for (std::int64_t i = 0; i < m; ++i) right(l, i) = u(i, l);
  }
  Pinv::Out<T> out{Tensor<T>({n, m})};
  backend::gemm(n, m, rank, left.data.data(), right.data.data(), out.x.data.data());
  return out;
};

}  // namespace etalon
