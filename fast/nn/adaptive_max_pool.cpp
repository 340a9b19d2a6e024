#include "reference/contract/nn/adaptive_max_pool.hpp"

#include "fast/nn/pooling.hpp"

namespace etalon {
using namespace fast::nn;
using contract::AdaptiveWindows;
using contract::nn::AdaptiveMaxPool;
using contract::nn::AdaptiveMaxPoolVjp;

/// Comparisons.
template <>
const Fast<AdaptiveMaxPool> Wings<AdaptiveMaxPool>::fast = []<class T>(const AdaptiveMaxPool::In<T>& in) -> Result<AdaptiveMaxPool::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = in.x[first_largest(in.x, *windows, o)];
  return AdaptiveMaxPool::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Fast<AdaptiveMaxPoolVjp> Wings<AdaptiveMaxPoolVjp>::fast = []<class T>(const AdaptiveMaxPoolVjp::In<T>& in) -> Result<AdaptiveMaxPoolVjp::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  return AdaptiveMaxPoolVjp::Out<T>{scattered(in.x.shape, in.cotangent.y, *windows, [&](Tensor<T>& grad_x, const Tensor<T>& cotangent) {
    for (std::size_t o = 0; o < cotangent.size(); ++o) grad_x[first_largest(in.x, *windows, o)] += cotangent[o];
  })};
};

}  // namespace etalon
