#include "reference/contract/nn/max_pool.hpp"

#include "fast/nn/pooling.hpp"

namespace etalon {
using namespace fast::nn;
using contract::Windows;
using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;

/// Comparisons.
template <>
const Fast<MaxPool> Wings<MaxPool>::fast = []<class T>(const MaxPool::In<T>& in) -> Result<MaxPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = in.x[first_largest(in.x, *windows, o)];
  return MaxPool::Out<T>{std::move(y)};
};

/// All of ȳ to the first.
template <>
const Fast<MaxPoolVjp> Wings<MaxPoolVjp>::fast = []<class T>(const MaxPoolVjp::In<T>& in) -> Result<MaxPoolVjp::Out<T>> {
  const auto windows = Windows::of(in);
  return MaxPoolVjp::Out<T>{scattered(in.x.shape, in.cotangent.y, *windows, [&](Tensor<T>& grad_x, const Tensor<T>& cotangent) {
    for (std::size_t o = 0; o < cotangent.size(); ++o) grad_x[first_largest(in.x, *windows, o)] += cotangent[o];
  })};
};

}  // namespace etalon
