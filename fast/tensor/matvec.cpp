#include "reference/contract/tensor/matvec.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::tensor::Matvec;
using contract::tensor::MatvecVjp;

/// A row at a time, summed in pairs.
template <>
const Fast<Matvec> Wings<Matvec>::fast = []<class T>(const Matvec::In<T>& in) -> Result<Matvec::Out<T>> {
  Tensor<T> y({in.w.shape[0]});
  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) y[i] = pairwise_sum<T>(0, in.w.shape[1], [&](std::int64_t j) { return in.w(i, j) * in.x[j]; });
  return Matvec::Out<T>{std::move(y)};
};

/// A product for each weight; a column at a time, summed in pairs.
template <>
const Fast<MatvecVjp> Wings<MatvecVjp>::fast = []<class T>(const MatvecVjp::In<T>& in) -> Result<MatvecVjp::Out<T>> {
  const std::int64_t m = in.w.shape[0], n = in.w.shape[1];
  MatvecVjp::Out<T> out{Tensor<T>({m, n}), Tensor<T>({n})};
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) out.grad_w(i, j) = in.cotangent.y[i] * in.x[j];
  for (std::int64_t j = 0; j < n; ++j) out.grad_x[j] = pairwise_sum<T>(0, m, [&](std::int64_t i) { return in.w(i, j) * in.cotangent.y[i]; });
  return out;
};

}  // namespace etalon
