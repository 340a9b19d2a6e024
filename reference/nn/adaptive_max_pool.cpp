#include "reference/contract/nn/adaptive_max_pool.hpp"

#include "reference/nn/first_largest.hpp"

namespace etalon {
using reference::nn::first_largest;
using contract::AdaptiveWindows;
using contract::nn::AdaptiveMaxPool;
using contract::nn::AdaptiveMaxPoolVjp;

/// The largest.
template <>
const Reference<AdaptiveMaxPool> Wings<AdaptiveMaxPool>::reference = []<class T>(const AdaptiveMaxPool::In<T>& in) -> Result<AdaptiveMaxPool::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = in.x[first_largest(in.x, *windows, o)];
  return AdaptiveMaxPool::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Reference<AdaptiveMaxPoolVjp> Wings<AdaptiveMaxPoolVjp>::reference = []<class T>(const AdaptiveMaxPoolVjp::In<T>& in) -> Result<AdaptiveMaxPoolVjp::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t o = 0; o < windows->count(); ++o) grad_x[first_largest(in.x, *windows, o)] += in.cotangent.y[o];
  return AdaptiveMaxPoolVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
