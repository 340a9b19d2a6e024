#include "reference/contract/nn/avg_pool.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::Windows;
using contract::nn::AvgPool;
using contract::nn::AvgPoolVjp;

/// The sums, divided.
constexpr auto avg_pool = []<class T>(const AvgPool::In<T>& in, AvgPool::Variant variant) -> Result<AvgPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) {
    windows->for_each_entry(o, [&](std::size_t i) { y[o] += in.x[i]; });
    y[o] = y[o] / T(AvgPool::divisor(*windows, o, variant));
  }
  return AvgPool::Out<T>{std::move(y)};
};

template <>
const Reference<AvgPool> Wings<AvgPool>::reference = avg_pool;

template <>
const Reference<AvgPoolVjp> Wings<AvgPoolVjp>::reference = reverse_sweep<AvgPoolVjp>(avg_pool);

}  // namespace etalon
