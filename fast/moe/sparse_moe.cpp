#include "reference/contract/moe/sparse_moe.hpp"

#include "fast/moe/sparse_layer.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SparseMoe;

/// The scores are of one product; what is chosen by them is weighed by them.
template <>
const Fast<SparseMoe> Wings<SparseMoe>::fast = []<class T>(const SparseMoe::In<T>& in, SparseMoe::Variant variant) -> Result<SparseMoe::Out<T>> {
  const Tensor<T> scores = moe::logits(in.x, in.gate);
  auto index = moe::top_k(scores, in.k);
  const auto weights = moe::gate_weights(scores, index, variant);
  if (!weights) return weights.failure();
  auto y = moe::mixture(in, in.x, *weights, index);
  if (!y) return y.failure();
  return SparseMoe::Out<T>{std::move(index), std::move(*y)};
};

}  // namespace etalon
