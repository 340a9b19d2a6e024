#include "reference/contract/nn/max_pool.hpp"

#include "fast/nn/pooling.hpp"

namespace etalon {
using contract::Windows;
using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;

namespace {

/// The first of the largest in window o: none of those after it exceeds it.
template <class T>
std::size_t first(const Tensor<T>& x, const Windows& windows, std::size_t o) {
  std::size_t best = x.size();
  windows.for_each_entry(o, [&](std::size_t i) {
    if (best == x.size() || x[i] > x[best]) best = i;
  });
  return best;
}

}  // namespace

/// Comparisons.
template <>
const Fast<MaxPool> Wings<MaxPool>::fast = []<class T>(const MaxPool::In<T>& in) -> Result<MaxPool::Out<T>> {
  const auto windows = Windows::of(in);
  Tensor<T> y(windows->shape);
  for (std::size_t o = 0; o < y.size(); ++o) y[o] = in.x[first(in.x, *windows, o)];
  return MaxPool::Out<T>{y};
};

/// All of ȳ to the first.
template <>
const Fast<MaxPoolVjp> Wings<MaxPoolVjp>::fast = []<class T>(const MaxPoolVjp::In<T>& in) -> Result<MaxPoolVjp::Out<T>> {
  const auto windows = Windows::of(in);
  return MaxPoolVjp::Out<T>{fast::nn::scattered(in.x.shape, in.cotangent.y, *windows, [&](Tensor<T>& grad_x, const Tensor<T>& cotangent) {
    for (std::size_t o = 0; o < cotangent.size(); ++o) grad_x[first(in.x, *windows, o)] += cotangent[o];
  })};
};

}  // namespace etalon
