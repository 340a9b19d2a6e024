#include "reference/contract/tensor/outer.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::tensor::Outer;
using contract::tensor::OuterVjp;

/// A product for each entry.
template <>
const Fast<Outer> Wings<Outer>::fast = []<class T>(const Outer::In<T>& in) -> Result<Outer::Out<T>> {
  Tensor<T> c({in.a.shape[0], in.b.shape[0]});
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j) c(i, j) = in.a[i] * in.b[j];
  return Outer::Out<T>{c};
};

/// Sums in pairs.
template <>
const Fast<OuterVjp> Wings<OuterVjp>::fast = []<class T>(const OuterVjp::In<T>& in) -> Result<OuterVjp::Out<T>> {
  const std::int64_t m = in.a.shape[0], n = in.b.shape[0];
  OuterVjp::Out<T> out{Tensor<T>({m}), Tensor<T>({n})};
  for (std::int64_t i = 0; i < m; ++i) out.grad_a[i] = pairwise_sum<T>(0, n, [&](std::int64_t j) { return in.cotangent.c(i, j) * in.b[j]; });
  for (std::int64_t j = 0; j < n; ++j) out.grad_b[j] = pairwise_sum<T>(0, m, [&](std::int64_t i) { return in.cotangent.c(i, j) * in.a[i]; });
  return out;
};

}  // namespace etalon
