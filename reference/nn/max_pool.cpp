#include "reference/contract/nn/max_pool.hpp"

#include "reference/nn/first_largest.hpp"

namespace etalon {
using reference::nn::first_largest;
using contract::Windows;
using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;

/// The largest.
template <>
const Reference<MaxPool> Wings<MaxPool>::reference = []<class T>(const MaxPool::In<T>& in) -> Result<MaxPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = in.x[first_largest(in.x, *windows, o)];
  return MaxPool::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Reference<MaxPoolVjp> Wings<MaxPoolVjp>::reference = []<class T>(const MaxPoolVjp::In<T>& in) -> Result<MaxPoolVjp::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> grad_x(in.x.shape);
  for (std::size_t o = 0; o < windows->count(); ++o) grad_x[first_largest(in.x, *windows, o)] += in.cotangent.y[o];
  return MaxPoolVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
