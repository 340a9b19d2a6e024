#include "reference/contract/nn/adaptive_avg_pool.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::AdaptiveWindows;
using contract::nn::AdaptiveAvgPool;
using contract::nn::AdaptiveAvgPoolVjp;

/// The sums, divided.
constexpr auto adaptive_avg_pool = []<class T>(const AdaptiveAvgPool::In<T>& in) -> Result<AdaptiveAvgPool::Out<T>> {
  const auto windows = AdaptiveWindows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) {
    windows->for_each_entry(o, [&](std::size_t i) { y[o] += in.x[i]; });
    y[o] = y[o] / T(windows->entries(o));
  }
  return AdaptiveAvgPool::Out<T>{std::move(y)};
};

template <>
const Reference<AdaptiveAvgPool> Wings<AdaptiveAvgPool>::reference = adaptive_avg_pool;

template <>
const Reference<AdaptiveAvgPoolVjp> Wings<AdaptiveAvgPoolVjp>::reference = reverse_sweep<AdaptiveAvgPoolVjp>(adaptive_avg_pool);

}  // namespace etalon
