#include "reference/contract/tensor/batched_matmul.hpp"

#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Broadcasting;
using contract::tensor::BatchedMatmul;
using contract::tensor::BatchedMatmulVjp;

/// As it is written.
constexpr auto batched_matmul = []<class T>(const BatchedMatmul::In<T>& in) -> Result<BatchedMatmul::Out<T>> {
  const auto both = Broadcasting::of(BatchedMatmul::batch(in.a.shape), BatchedMatmul::batch(in.b.shape));
  const std::int64_t m = in.a.shape[in.a.rank() - 2], inner = in.a.shape.back(), n = in.b.shape.back();
  Dimensions shape = both->shape;
  shape.insert(shape.end(), {m, n});
  Tensor<T> c(shape);
  for (std::size_t batch = 0; batch < both->a.size(); ++batch)
    for (std::int64_t i = 0; i < m; ++i)
      for (std::int64_t j = 0; j < n; ++j)
        c[(batch * m + i) * n + j] = inner_product<T>(inner, {in.a.data.data() + (both->a[batch] * m + i) * inner}, {in.b.data.data() + both->b[batch] * inner * n + j, n});
  return BatchedMatmul::Out<T>{std::move(c)};
};

template <>
const Reference<BatchedMatmul> Wings<BatchedMatmul>::reference = batched_matmul;

template <>
const Reference<BatchedMatmulVjp> Wings<BatchedMatmulVjp>::reference = reverse_sweep<BatchedMatmulVjp>(batched_matmul);

}  // namespace etalon
