#include "reference/contract/nn/max_pool.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::Windows;
using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;

/// One comparison after the other.
template <>
const Reference<MaxPool> Wings<MaxPool>::reference = []<class T>(const MaxPool::In<T>& in) -> Result<MaxPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) {
    std::optional<T> largest;
    windows->for_each_entry(o, [&](std::size_t i) {
      if (!largest || in.x[i] > *largest) largest = in.x[i];
    });
    y[o] = *largest;
  }
  return MaxPool::Out<T>{y};
};

/// All of ȳ to the first.
template <>
const Reference<MaxPoolVjp> Wings<MaxPoolVjp>::reference = []<class T>(const MaxPoolVjp::In<T>& in) -> Result<MaxPoolVjp::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t o = 0; o < windows->count(); ++o) {
    std::optional<std::size_t> best;
    windows->for_each_entry(o, [&](std::size_t i) {
      if (!best || in.x[i] > in.x[*best]) best = i;
    });
    grad_x[*best] += in.cotangent.y[o];
  }
  return MaxPoolVjp::Out<T>{grad_x};
};

}  // namespace etalon
