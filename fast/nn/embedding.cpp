#include "reference/contract/nn/embedding.hpp"

#include <algorithm>

namespace etalon {
using contract::nn::Embedding;
using contract::nn::EmbeddingVjp;

/// Rows are copied.
template <>
const Fast<Embedding> Wings<Embedding>::fast = []<class T>(const Embedding::In<T>& in) -> Result<Embedding::Out<T>> {
  const std::int64_t d = in.table.shape[1];
  Tensor<T> y({in.index.shape[0], d});
  for (std::int64_t i = 0; i < y.shape[0]; ++i) std::copy_n(in.table.begin() + in.index[i] * d, d, y.begin() + i * d);
  return Embedding::Out<T>{std::move(y)};
};

/// Rows are added.
template <>
const Fast<EmbeddingVjp> Wings<EmbeddingVjp>::fast = []<class T>(const EmbeddingVjp::In<T>& in) -> Result<EmbeddingVjp::Out<T>> {
  Tensor<T> grad(in.table.shape);
  for (std::int64_t i = 0; i < in.index.shape[0]; ++i)
    for (std::int64_t j = 0; j < grad.shape[1]; ++j) grad(in.index[i], j) += in.cotangent.y(i, j);
  return EmbeddingVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
