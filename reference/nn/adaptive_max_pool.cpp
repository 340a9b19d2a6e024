#include "reference/contract/nn/adaptive_max_pool.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::AdaptiveWindows;
using contract::nn::AdaptiveMaxPool;
using contract::nn::AdaptiveMaxPoolVjp;

/// One comparison after the other.
template <>
const Reference<AdaptiveMaxPool> Wings<AdaptiveMaxPool>::reference = []<class T>(const AdaptiveMaxPool::In<T>& in) -> Result<AdaptiveMaxPool::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) {
    std::optional<T> largest;
    windows->for_each_entry(o, [&](std::size_t i) {
      if (!largest || in.x[i] > *largest) largest = in.x[i];
    });
    y[o] = *largest;
  }
  return AdaptiveMaxPool::Out<T>{y};
};

/// All of ȳ to the first.
template <>
const Reference<AdaptiveMaxPoolVjp> Wings<AdaptiveMaxPoolVjp>::reference = []<class T>(const AdaptiveMaxPoolVjp::In<T>& in) -> Result<AdaptiveMaxPoolVjp::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t o = 0; o < windows->count(); ++o) {
    std::optional<std::size_t> best;
    windows->for_each_entry(o, [&](std::size_t i) {
      if (!best || in.x[i] > in.x[*best]) best = i;
    });
    grad_x[*best] += in.cotangent.y[o];
  }
  return AdaptiveMaxPoolVjp::Out<T>{grad_x};
};

}  // namespace etalon
