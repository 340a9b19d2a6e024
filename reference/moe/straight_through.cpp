#include "reference/contract/moe/straight_through.hpp"

#include <vector>

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::moe::StraightThrough;
using contract::moe::StraightThroughVjp;
using Variant = StraightThrough::Variant;

/// One comparison after the other.
template <>
const Reference<StraightThrough> Wings<StraightThrough>::reference = []<class T>(const StraightThrough::In<T>& in, Variant) -> Result<StraightThrough::Out<T>> {
  Tensor<T> y(in.logits.shape);
  for (std::int64_t token = 0; token < y.shape[0]; ++token) {
    std::int64_t best = 0;
    for (std::int64_t i = 1; i < y.shape[1]; ++i)
      if (in.logits(token, i) > in.logits(token, best)) best = i;
    y(token, best) = 1;
  }
  return StraightThrough::Out<T>{std::move(y)};
};

/// As if the one-hot were the softmax, or the logits.
template <>
const Reference<StraightThroughVjp> Wings<StraightThroughVjp>::reference = []<class T>(const StraightThroughVjp::In<T>& in, Variant variant) -> Result<StraightThroughVjp::Out<T>> {
  if (variant == Variant::identity) return StraightThroughVjp::Out<T>{in.cotangent.y};
  Tensor<T> grad(in.logits.shape);
  const auto lanes = Lanes::along(in.logits.shape, -1);
  for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
    const std::vector<T> p = reference::nn::weights(lanes->entries(in.logits, token));
    T dot = 0;
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) dot += p[static_cast<std::size_t>(i)] * in.cotangent.y(token, i);
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) grad(token, i) = p[static_cast<std::size_t>(i)] * (in.cotangent.y(token, i) - dot);
  }
  return StraightThroughVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
