#include "reference/contract/moe/sparse_moe.hpp"

#include "reference/contract/moe/sparse_layer.hpp"
#include "reference/moe/experts.hpp"
#include "reference/moe/gate.hpp"

namespace etalon {
using contract::moe::SparseLayer;
using contract::moe::SparseMoe;

/// By the scores, which have the order of their softmax; then the layer at these routes.
template <>
const Reference<SparseMoe> Wings<SparseMoe>::reference = []<class T>(const SparseMoe::In<T>& in, SparseMoe::Variant variant) -> Result<SparseMoe::Out<T>> {
  const auto index = reference::moe::top_k(reference::moe::logits(in.x, in.gate), in.k);
  const auto y = Wings<SparseLayer>::reference(SparseLayer::In<T>{in.x, in.gate, index, in.w1, in.b1, in.w2, in.b2, in.activation}, variant);
  if (!y) return y.failure();
  return SparseMoe::Out<T>{index, y->y};
};

}  // namespace etalon
