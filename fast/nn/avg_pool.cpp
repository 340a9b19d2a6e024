#include "reference/contract/nn/avg_pool.hpp"

#include <vector>

#include "fast/nn/pooling.hpp"

namespace etalon {
using namespace fast::nn;
using contract::Windows;
using contract::nn::AvgPool;
using contract::nn::AvgPoolVjp;

/// The sums in pairs, divided; where a sum overflows, of smaller entries.
template <>
const Fast<AvgPool> Wings<AvgPool>::fast = []<class T>(const AvgPool::In<T>& in, AvgPool::Variant variant) -> Result<AvgPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  std::vector<T> entries;
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = mean_of_window(in.x, *windows, o, static_cast<T>(AvgPool::divisor(*windows, o, variant)), entries);
  return AvgPool::Out<T>{std::move(y)};
};

/// The quotients, spread.
template <>
const Fast<AvgPoolVjp> Wings<AvgPoolVjp>::fast = []<class T>(const AvgPoolVjp::In<T>& in, AvgPool::Variant variant) -> Result<AvgPoolVjp::Out<T>> {
  const auto windows = Windows::of(in);
  return AvgPoolVjp::Out<T>{scattered(in.x.shape, in.cotangent.y, *windows, [&](Tensor<T>& grad_x, const Tensor<T>& cotangent) {
    for (std::size_t o = 0; o < cotangent.size(); ++o) {
      const T share = cotangent[o] / static_cast<T>(AvgPool::divisor(*windows, o, variant));
      windows->for_each_entry(o, [&](std::size_t i) { grad_x[i] += share; });
    }
  })};
};

}  // namespace etalon
