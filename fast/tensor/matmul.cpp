#include "reference/contract/tensor/matmul.hpp"

#include "fast/backend/blas.hpp"
#include "fast/linalg/columns.hpp"

namespace etalon {
using namespace fast;
using contract::tensor::Matmul;
using contract::tensor::MatmulVjp;

/// BLAS: blocked for the caches, in vector registers, with fused multiply-adds where the machine has them.
template <>
const Fast<Matmul> Wings<Matmul>::fast = []<class T>(const Matmul::In<T>& in) -> Result<Matmul::Out<T>> {
  const std::int64_t m = in.a.shape[0], k = in.a.shape[1], n = in.b.shape[1];
  Tensor<T> c({m, n});
  backend::gemm(m, n, k, in.a.data.data(), in.b.data.data(), c.data.data());
  return Matmul::Out<T>{c};
};

/// Two products by BLAS, Ā = C̄Bᵀ and B̄ = AᵀC̄; a transpose costs little beside them.
template <>
const Fast<MatmulVjp> Wings<MatmulVjp>::fast = []<class T>(const MatmulVjp::In<T>& in) -> Result<MatmulVjp::Out<T>> {
  const std::int64_t m = in.a.shape[0], k = in.a.shape[1], n = in.b.shape[1];
  const T* c = in.cotangent.c.data.data();
  MatmulVjp::Out<T> grad{Tensor<T>(in.a.shape), Tensor<T>(in.b.shape)};
  backend::gemm(m, k, n, c, linalg::columns(in.b).data(), grad.grad_a.data.data());
  backend::gemm(k, n, m, linalg::columns(in.a).data(), c, grad.grad_b.data.data());
  return grad;
};

}  // namespace etalon
