#include "reference/contract/tensor/batched_matmul.hpp"

#include "fast/backend/blas.hpp"
#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast;
using contract::Broadcasting;
using contract::tensor::BatchedMatmul;
using contract::tensor::BatchedMatmulVjp;

namespace {

/// The transposes of matrices in the last two axes.
template <class T>
Tensor<T> transposed(const Tensor<T>& x) {
  const std::int64_t m = x.shape[x.rank() - 2], n = x.shape.back();
  Tensor<T> y = x;
  std::swap(y.shape[x.rank() - 2], y.shape.back());
  for (std::size_t at = 0; at < x.size(); at += static_cast<std::size_t>(m * n))
    for (std::int64_t i = 0; i < m; ++i)
      for (std::int64_t j = 0; j < n; ++j) y[at + j * m + i] = x[at + i * n + j];
  return y;
}
template <class T>
void add(T* sum, const std::vector<T>& term) {
  for (std::size_t i = 0; i < term.size(); ++i) sum[i] += term[i];
}

}  // namespace

/// BLAS for each matrix.
template <>
const Fast<BatchedMatmul> Wings<BatchedMatmul>::fast = []<class T>(const BatchedMatmul::In<T>& in) -> Result<BatchedMatmul::Out<T>> {
  const auto both = Broadcasting::of(BatchedMatmul::batch(in.a.shape), BatchedMatmul::batch(in.b.shape));
  const std::int64_t m = in.a.shape[in.a.rank() - 2], k = in.a.shape.back(), n = in.b.shape.back();
  Dimensions shape = both->shape;
  shape.insert(shape.end(), {m, n});
  Tensor<T> c(shape);
  for (std::size_t i = 0; i < both->a.size(); ++i)
    backend::gemm(m, n, k, in.a.data.data() + both->a[i] * m * k, in.b.data.data() + both->b[i] * k * n, c.data.data() + i * m * n);
  return BatchedMatmul::Out<T>{c};
};

/// BLAS for each matrix, and sums over the batch axes that broadcast.
template <>
const Fast<BatchedMatmulVjp> Wings<BatchedMatmulVjp>::fast = []<class T>(const BatchedMatmulVjp::In<T>& in) -> Result<BatchedMatmulVjp::Out<T>> {
  const auto both = Broadcasting::of(BatchedMatmul::batch(in.a.shape), BatchedMatmul::batch(in.b.shape));
  const std::int64_t m = in.a.shape[in.a.rank() - 2], k = in.a.shape.back(), n = in.b.shape.back();
  const Tensor<T> at = transposed(in.a), bt = transposed(in.b);
  BatchedMatmulVjp::Out<T> out{Tensor<T>(in.a.shape), Tensor<T>(in.b.shape)};
  std::vector<T> of_a(static_cast<std::size_t>(m * k)), of_b(static_cast<std::size_t>(k * n));
  for (std::size_t i = 0; i < both->a.size(); ++i) {
    const T* c = in.cotangent.c.data.data() + i * m * n;
    backend::gemm(m, k, n, c, bt.data.data() + both->b[i] * k * n, of_a.data());
    backend::gemm(k, n, m, at.data.data() + both->a[i] * m * k, c, of_b.data());
    add(out.grad_a.data.data() + both->a[i] * m * k, of_a);
    add(out.grad_b.data.data() + both->b[i] * k * n, of_b);
  }
  return out;
};

}  // namespace etalon
