#include "reference/contract/tensor/matmul.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::Matmul;
using contract::tensor::MatmulVjp;

/// Σₖ aᵢₖbₖⱼ, as it is written.
template <>
const Reference<Matmul> Wings<Matmul>::reference = []<class T>(const Matmul::In<T>& in) -> Result<Matmul::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.b.shape[1], terms = in.a.shape[1];
  Tensor<T> c({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      T sum = 0;
      for (std::int64_t k = 0; k < terms; ++k) sum += in.a(i, k) * in.b(k, j);
      c(i, j) = sum;
    }
  return Matmul::Out<T>{c};
};

/// āᵢₖ = Σⱼ c̄ᵢⱼbₖⱼ and b̄ₖⱼ = Σᵢ aᵢₖc̄ᵢⱼ.
template <>
const Reference<MatmulVjp> Wings<MatmulVjp>::reference = []<class T>(const MatmulVjp::In<T>& in) -> Result<MatmulVjp::Out<T>> {
  const Tensor<T>& c = in.cotangent.c;
  MatmulVjp::Out<T> grad{Tensor<T>(in.a.shape), Tensor<T>(in.b.shape)};
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j)
      for (std::int64_t k = 0; k < in.a.shape[1]; ++k) {
        grad.grad_a(i, k) += c(i, j) * in.b(k, j);
        grad.grad_b(k, j) += in.a(i, k) * c(i, j);
      }
  return grad;
};

}  // namespace etalon
