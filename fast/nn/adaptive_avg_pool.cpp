#include "reference/contract/nn/adaptive_avg_pool.hpp"

#include <vector>

#include "fast/nn/pooling.hpp"

namespace etalon {
using namespace fast::nn;
using contract::AdaptiveWindows;
using contract::nn::AdaptiveAvgPool;
using contract::nn::AdaptiveAvgPoolVjp;

/// The sums in pairs, divided.
template <>
const Fast<AdaptiveAvgPool> Wings<AdaptiveAvgPool>::fast = []<class T>(const AdaptiveAvgPool::In<T>& in) -> Result<AdaptiveAvgPool::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> y(windows->shape);
  std::vector<T> entries;
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = mean_of_window(in.x, *windows, o, static_cast<T>(windows->entries(o)), entries);
  return AdaptiveAvgPool::Out<T>{std::move(y)};
};

/// The quotients, spread.
template <>
const Fast<AdaptiveAvgPoolVjp> Wings<AdaptiveAvgPoolVjp>::fast = []<class T>(const AdaptiveAvgPoolVjp::In<T>& in) -> Result<AdaptiveAvgPoolVjp::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  return AdaptiveAvgPoolVjp::Out<T>{scattered(in.x.shape, in.cotangent.y, *windows, [&](Tensor<T>& grad_x, const Tensor<T>& cotangent) {
    for (std::size_t o = 0; o < cotangent.size(); ++o) {
      const T share = cotangent[o] / static_cast<T>(windows->entries(o));
      windows->for_each_entry(o, [&](std::size_t i) { grad_x[i] += share; });
    }
  })};
};

}  // namespace etalon
