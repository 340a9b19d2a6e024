#include "reference/contract/linalg/eigvalsh.hpp"

#include "fast/backend/blas.hpp"
#include "fast/backend/lapack.hpp"
#include "fast/linalg/columns.hpp"
#include "reference/contract/linalg/eigh.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::Eigh;
using contract::linalg::Eigvalsh;
using contract::linalg::EigvalshVjp;

/// LAPACK's syevd, or syevr where that does not converge. LAPACK scales what would overflow or underflow by itself.
template <>
const Fast<Eigvalsh> Wings<Eigvalsh>::fast = []<class T>(const Eigvalsh::In<T>& in) -> Result<Eigvalsh::Out<T>> {
  const std::int64_t n = in.a.shape[0];

  Tensor<T> lambda({n});
  if (n == 0) return Eigvalsh::Out<T>{std::move(lambda)};
  // The lower triangle by rows is the upper one by columns.
  Storage<T> destroyed = in.a.data;
  if (lapack::syevd(false, 'U', static_cast<int>(n), destroyed.data(), lambda.data.data()) != 0) {
    destroyed = in.a.data;
    if (lapack::syevr(false, 'U', static_cast<int>(n), destroyed.data(), lambda.data.data(), static_cast<T*>(nullptr)) != 0)
      return Failure{"", "LAPACK's iterations did not converge"};
  }
  return Eigvalsh::Out<T>{std::move(lambda)};
};

/// V·Λ̄·Vᵀ of LAPACK's vectors in one product of BLAS, then folded.
template <>
const Fast<EigvalshVjp> Wings<EigvalshVjp>::fast = []<class T>(const EigvalshVjp::In<T>& in) -> Result<EigvalshVjp::Out<T>> {
  const auto found = Wings<Eigh>::fast(Eigh::In<T>{in.a});
  if (!found) return found.failure();
  const std::int64_t n = in.a.shape[0];
  Tensor<T> weighted = found->q, right = found->q;
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) weighted(i, j) *= in.cotangent.lambda[j];
  transpose(n, right.data.data());
  EigvalshVjp::Out<T> out{Tensor<T>({n, n})};
  backend::gemm(n, n, n, weighted.data.data(), right.data.data(), out.grad_a.data.data());
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = i + 1; j < n; ++j) {
      out.grad_a(j, i) += out.grad_a(i, j);
      out.grad_a(i, j) = 0;
    }
  return out;
};

}  // namespace etalon
