#include "reference/contract/nn/embedding.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Embedding;
using contract::nn::EmbeddingVjp;

/// As it is written.
constexpr auto embedding = []<class T>(const Embedding::In<T>& in) -> Result<Embedding::Out<T>> {
  Tensor<T> y({in.index.shape[0], in.table.shape[1]});
  for (std::int64_t i = 0; i < y.shape[0]; ++i)
    for (std::int64_t j = 0; j < y.shape[1]; ++j) y(i, j) = in.table(in.index[i], j);
  return Embedding::Out<T>{std::move(y)};
};

template <>
const Reference<Embedding> Wings<Embedding>::reference = embedding;

template <>
const Reference<EmbeddingVjp> Wings<EmbeddingVjp>::reference = reverse_sweep<EmbeddingVjp>(embedding);

}  // namespace etalon
