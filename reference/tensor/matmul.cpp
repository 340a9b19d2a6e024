#include "reference/contract/tensor/matmul.hpp"

#include "reference/number/inner_product.hpp"
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
    for (std::int64_t j = 0; j < n; ++j) c(i, j) = inner_product(terms, row_of(in.a, i), column_of(in.b, j));
  return Matmul::Out<T>{std::move(c)};
};

/// āᵢₖ = Σⱼ c̄ᵢⱼbₖⱼ and b̄ₖⱼ = Σᵢ aᵢₖc̄ᵢⱼ.
template <>
const Reference<MatmulVjp> Wings<MatmulVjp>::reference = []<class T>(const MatmulVjp::In<T>& in) -> Result<MatmulVjp::Out<T>> {
  const Tensor<T>& c = in.cotangent.c;
  MatmulVjp::Out<T> grad{Tensor<T>(in.a.shape), Tensor<T>(in.b.shape)};
  const std::int64_t m = c.shape[0], n = c.shape[1];
  for (std::int64_t k = 0; k < in.a.shape[1]; ++k) {
    for (std::int64_t i = 0; i < m; ++i) grad.grad_a(i, k) = inner_product(n, row_of(c, i), row_of(in.b, k));
    for (std::int64_t j = 0; j < n; ++j) grad.grad_b(k, j) = inner_product(m, column_of(in.a, k), column_of(c, j));
  }
  return grad;
};

}  // namespace etalon
