#include "reference/contract/linalg/svdvals.hpp"

#include <algorithm>

#include "fast/backend/blas.hpp"
#include "fast/backend/lapack.hpp"
#include "reference/contract/linalg/svd.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::Svd;
using contract::linalg::Svdvals;
using contract::linalg::SvdvalsVjp;

/// LAPACK's gesdd, or gesvd where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Svdvals> Wings<Svdvals>::fast = []<class T>(const Svdvals::In<T>& in) -> Result<Svdvals::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
  Tensor<T> sigma({std::min(m, n)});
  if (sigma.size() == 0) return Svdvals::Out<T>{std::move(sigma)};
  // By rows, A is Aᵀ by columns, which has the same singular values.
  const auto rows = static_cast<int>(n), columns = static_cast<int>(m);
  Storage<T> destroyed = in.a.data;
  if (lapack::gesdd(rows, columns, destroyed.data(), sigma.data.data()) != 0) {
    destroyed = in.a.data;
    if (lapack::gesvd(rows, columns, destroyed.data(), sigma.data.data()) != 0) return Failure{"", "LAPACK's iterations did not converge"};
  }
  return Svdvals::Out<T>{std::move(sigma)};
};

/// U·Σ̄·Vᵀ of LAPACK's vectors, in one product of BLAS.
template <>
const Fast<SvdvalsVjp> Wings<SvdvalsVjp>::fast = []<class T>(const SvdvalsVjp::In<T>& in) -> Result<SvdvalsVjp::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  if (in.cotangent.sigma.shape != Dimensions{k}) return domain("C0", "the cotangent of sigma has not the shape of sigma");
  auto parts = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
  if (!parts) return parts.failure();
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < k; ++j) parts->u(i, j) *= in.cotangent.sigma[j];
  SvdvalsVjp::Out<T> out{Tensor<T>({m, n})};
  backend::gemm(m, n, k, parts->u.data.data(), parts->vt.data.data(), out.grad_a.data.data());
  return out;
};

}  // namespace etalon
