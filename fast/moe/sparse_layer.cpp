#include "fast/moe/sparse_layer.hpp"

#include "reference/contract/moe/sparse_layer.hpp"

namespace etalon {
using namespace fast;
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;

template <>
const Fast<SparseLayer> Wings<SparseLayer>::fast = []<class T>(const SparseLayer::In<T>& in, SparseLayer::Variant variant) -> Result<SparseLayer::Out<T>> {
  auto y = moe::sparse_layer<T>(in, variant);
  if (!y) return y.failure();
  return SparseLayer::Out<T>{std::move(*y)};
};

template <>
const Fast<SparseLayerVjp> Wings<SparseLayerVjp>::fast = []<class T>(const SparseLayerVjp::In<T>& in, SparseLayer::Variant variant) -> Result<SparseLayerVjp::Out<T>> {
  auto pulled = moe::pulled_sparse_layer<T>(in, variant, in.cotangent.y);
  if (!pulled) return pulled.failure();
  return SparseLayerVjp::Out<T>{std::move(pulled->x), std::move(pulled->weights), std::move(pulled->w1), std::move(pulled->b1), std::move(pulled->w2), std::move(pulled->b2)};
};

}  // namespace etalon
