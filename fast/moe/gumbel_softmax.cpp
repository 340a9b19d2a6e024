#include "reference/contract/moe/gumbel_softmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace etalon {
using contract::moe::GumbelSoftmax;
using contract::moe::GumbelSoftmaxVjp;
using Variant = GumbelSoftmax::Variant;

namespace {

/// logits + g: −∞ where u is 0, +∞ where it is 1.
template <class T>
std::vector<T> scores(const GumbelSoftmax::In<T>& in, std::int64_t token) {
  std::vector<T> s;
  for (std::int64_t i = 0; i < in.u.shape[1]; ++i) s.push_back(in.logits(token, i) - std::log(-std::log(in.u(token, i))));
  return s;
}
/// Square roots of what a row weighs, of differences from the largest: these may overflow when they are divided by a small τ, and have no weight then.
template <class T>
struct Weights {
  std::vector<T> root;
  std::int64_t top;
  T sum = 0;

  Weights(const GumbelSoftmax::In<T>& in, std::int64_t token) : root(scores(in, token)), top(std::max_element(root.begin(), root.end()) - root.begin()) {
    const T largest = root[static_cast<std::size_t>(top)];
    for (T& s : root) {
      s = s == largest ? T(1) : std::exp((s - largest) / in.tau / 2);
      sum += s * s;
    }
  }
  /// The weight i times x: where it underflows alone, the product need not.
  T times(std::int64_t i, T x) const {
    const T r = root[static_cast<std::size_t>(i)];
    return r > 0 ? r * (x / sum) * r : T(0);
  }
};

}  // namespace

template <>
const Fast<GumbelSoftmax> Wings<GumbelSoftmax>::fast = []<class T>(const GumbelSoftmax::In<T>& in, Variant variant) -> Result<GumbelSoftmax::Out<T>> {
  Tensor<T> y(in.logits.shape);
  for (std::int64_t token = 0; token < y.shape[0]; ++token) {
    const Weights<T> weights(in, token);
    for (std::int64_t i = 0; i < y.shape[1]; ++i) y(token, i) = variant == Variant::soft ? weights.times(i, 1) : static_cast<T>(i == weights.top);
  }
  return GumbelSoftmax::Out<T>{std::move(y)};
};

/// Cotangents relative to the heaviest's: nothing cancels where one weight is near 1.
template <>
const Fast<GumbelSoftmaxVjp> Wings<GumbelSoftmaxVjp>::fast = []<class T>(const GumbelSoftmaxVjp::In<T>& in, Variant) -> Result<GumbelSoftmaxVjp::Out<T>> {
  Tensor<T> grad(in.logits.shape);
  for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
    const Weights<T> weights(in, token);
    const T base = in.cotangent.y(token, weights.top);
    T dot = 0;
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) dot += weights.times(i, in.cotangent.y(token, i) - base);
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) grad(token, i) = weights.times(i, (in.cotangent.y(token, i) - base - dot) / in.tau);
  }
  return GumbelSoftmaxVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
